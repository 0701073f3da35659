import { stepKinds } from '@weft/pipeline-model'
import { afterEach, expect, test } from 'vitest'
import { h } from 'vue'
import { buttons, closePanels, key, openPanel, press, step, write } from '../testing/open-panel.ts'
import StepPalette from './StepPalette.vue'

afterEach(closePanels)

const open = () => openPanel(step('filter'), { part: () => h(StepPalette) })

test('every kind of step is offered once, by name', async () => {
  const { root } = await open()
  const kinds = root.querySelectorAll('.step-palette-kind')
  // An input belongs to a subflow, and is offered inside one only.
  expect(kinds).toHaveLength(stepKinds.filter((kind) => kind !== 'entry').length)
  expect(new Set(buttons(root)).size).toBe(buttons(root).length)
})

test('[KEY-1] a kind is added after the selected step, and becomes the selected one', async () => {
  const { root, editor } = await open()
  await press(root, 'Sort and top N')
  expect(editor.current.value?.kind).toBe('sort')
  const edge = editor.pipeline.value.edges.find(({ to }) => to === editor.current.value?.id)
  expect(editor.pipeline.value.steps[edge?.from ?? 'st_none']?.kind).toBe('filter')
})

test('[KEY-1] Enter adds the first find, and nothing when there is none', async () => {
  const { root, editor } = await open()
  const box = root.querySelector<HTMLInputElement>('input')
  await write(box, 'nothing is called that')
  await key(box, 'Enter')
  expect(Object.keys(editor.pipeline.value.steps)).toHaveLength(2)
  await write(box, 'pivot')
  await key(box, 'Enter')
  expect(editor.current.value?.kind).toBe('pivot')
})

test('a note goes below the selected step and a frame around it', async () => {
  const { root, editor } = await open()
  const below = editor.current.value?.id ?? 'st_none'
  await press(root, 'Frame')
  const frame = editor.current.value
  const place = (id: `st_${string}`) => editor.pipeline.value.positions[id] ?? { x: 0, y: 0 }
  expect(frame?.kind).toBe('frame')
  expect(place(frame?.id ?? 'st_none').x).toBeLessThan(place(below).x)
  editor.select([below])
  await press(root, 'Note')
  expect(place(editor.current.value?.id ?? 'st_none').y).toBeGreaterThan(place(below).y)
})
