import { afterEach, expect, test } from 'vitest'
import { h } from 'vue'
import { closePanels, openPanel, step } from '../testing/open-panel.ts'
import PipelineCanvas from './PipelineCanvas.vue'

afterEach(closePanels)

const part = () => h(PipelineCanvas, { others: [] })
const run = { state: 'done', rows: 20_000, tookMs: 46 } as const

test('each step is a group with its name, its figures short to see and in full to hear', async () => {
  const { root } = await openPanel(step('filter'), { run, part })
  const node = root.querySelector('[aria-label="Filter rows, Filter rows"]')
  const line = [...(node?.querySelectorAll('.canvas-step-line span') ?? [])]
  expect(line.map(({ textContent }) => textContent)).toEqual([
    '20K × 5 · 46 ms',
    '20,000 rows · 5 columns · 46 ms',
  ])
  expect(line[0]?.getAttribute('aria-hidden')).toBe('true')
})

test('a chart draws the marks its probe gives, and says what it shows', async () => {
  const chart = step('chart', { x: 'carrier', y: 'arr_delay' })
  const answers = {
    marks: [
      ['AA', '0', '30', '3'],
      ['B6', '0', '10', '3'],
    ],
  }
  const { root } = await openPanel(chart, { run, answers, part })
  const drawing = root.querySelector('[role="img"]')
  expect(drawing?.getAttribute('aria-label')).toBe('arr_delay by carrier: 10 – 30 · 2 of 3 drawn')
  expect([...(drawing?.querySelectorAll('title') ?? [])].map((one) => one.textContent)).toEqual([
    'AA: 30',
    'B6: 10',
  ])
})

test('a note shows its words and a frame its title', async () => {
  const note = await openPanel(step('note', { text: 'Delays are in minutes' }), { part })
  expect(note.root.querySelector('.canvas-note-text')?.textContent).toBe('Delays are in minutes')
  closePanels()
  const frame = await openPanel(step('frame'), { part })
  expect(frame.root.querySelector('.canvas-frame-title')?.textContent).toBe('Frame')
})

test('several selected steps bring the tools that put them in line, and one does not', async () => {
  const { root, editor, settled } = await openPanel(step('filter'), { part })
  expect(root.querySelector('.selection-tools')).toBeNull()
  editor.select(editor.compiled.value.order)
  await settled()
  const tools = root.querySelector('.selection-tools')
  expect(tools?.getAttribute('aria-label')).toBe('2 steps selected')
  tools?.querySelector<HTMLButtonElement>('[aria-label="Align upper sides"]')?.click()
  await settled()
  const heights = Object.values(editor.pipeline.value.positions).map(({ y }) => y)
  expect(new Set(heights).size).toBe(1)
})

test('Enter opens the settings of the step that has the focus, whichever is selected', async () => {
  let opened = 0
  const part = () => h(PipelineCanvas, { others: [], onOpenSettings: () => opened++ })
  const { root, editor, settled } = await openPanel(step('filter'), { part })
  const [first, second] = editor.compiled.value.order
  if (!first || !second) throw new Error('two steps were wanted')
  editor.select([first])
  await settled()
  const node = root.querySelector<HTMLElement>(`.vue-flow__node[data-id="${second}"]`)
  node?.focus()
  node?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settled()
  expect(editor.selection.value).toEqual([second])
  expect(opened).toBe(1)
})

test('a lookup whose key is not unique says so on the canvas, once it has a result', async () => {
  const lookup = step('lookup', {
    keys: [{ id: 'it_aaaaaaaaaa', left: 'carrier', right: 'carrier' }],
    columns: [{ id: 'it_bbbbbbbbbb', column: 'distance', name: 'far' }],
  })
  const answers = { duplicates: [['3']] }
  const waiting = await openPanel(lookup, { answers, part })
  expect(waiting.asked).toEqual([])
  closePanels()
  const done = await openPanel(lookup, { run, answers, part })
  const warning = done.root.querySelector('.step-warning')
  expect(warning?.getAttribute('title')).toContain('3 keys stand in several rows')
  closePanels()
  const sound = await openPanel(lookup, { run, answers: { duplicates: [['0']] }, part })
  expect(sound.asked).toEqual(['duplicates'])
  expect(sound.root.querySelector('.step-warning')).toBeNull()
})
