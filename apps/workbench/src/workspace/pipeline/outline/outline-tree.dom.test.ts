import { afterEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import type { ShortcutActs } from '../shortcuts/shortcuts.ts'
import { closePanels, key, openPanel, step } from '../testing/open-panel.ts'
import OutlineTree from './OutlineTree.vue'

afterEach(closePanels)

async function openOutline(acts: ShortcutActs = {}) {
  const opened = await openPanel(step('filter'), {
    after: [step('sort'), step('output')],
    run: { state: 'done', rows: 1234, tookMs: 7 },
    part: () => h(OutlineTree, { acts: () => acts }),
  })
  const lines = () => [...opened.root.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const line = (name: string) =>
    lines().find((one) => one.getAttribute('aria-label')?.startsWith(name)) ?? null
  const chosen = () =>
    lines()
      .filter((one) => one.getAttribute('aria-selected') === 'true')
      .map((one) => one.getAttribute('aria-label'))
  return { ...opened, lines, line, chosen }
}

test('[KEY-6] the outline is a tree: each step a line with its level, its place and how it stands', async () => {
  const { lines } = await openOutline()
  const read = lines().map((line) =>
    ['aria-label', 'aria-level', 'aria-posinset', 'aria-setsize'].map((name) =>
      line.getAttribute(name),
    ),
  )
  expect(read).toEqual([
    ['Dataset, Dataset', '1', '1', '1'],
    ['Filter rows, Filter rows', '2', '1', '1'],
    ['Sort and top N, Sort and top N', '3', '1', '1'],
    ['Output, Output', '4', '1', '1'],
  ])
  expect(lines()[1]?.getAttribute('aria-description')).toContain('1,234 rows')
  expect(lines().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
})

test('[KEY-6] arrow keys go through the lines and select, Space leaves out, Home and End go to the ends', async () => {
  const { line, chosen } = await openOutline()
  line('Filter')?.focus()
  await key(line('Filter'), 'ArrowDown')
  expect(chosen()).toEqual(['Sort and top N, Sort and top N'])
  expect(document.activeElement).toBe(line('Sort'))
  await key(line('Sort'), 'ArrowDown', { shiftKey: true })
  expect(chosen()).toHaveLength(2)
  await key(line('Output'), ' ')
  expect(chosen()).toEqual(['Sort and top N, Sort and top N'])
  await key(line('Output'), 'Home')
  expect(chosen()).toEqual(['Dataset, Dataset'])
  await key(line('Dataset'), 'ArrowRight')
  expect(chosen()).toEqual(['Filter rows, Filter rows'])
  await key(line('Filter'), 'ArrowLeft')
  expect(chosen()).toEqual(['Dataset, Dataset'])
})

test('[KEY-4] the keys of steps act on the line with the focus, and one that means nothing is left alone', async () => {
  const openSettings = vi.fn()
  const { line, editor } = await openOutline({ openSettings })
  expect(await key(line('Sort'), 'Enter')).toBe(true)
  expect(openSettings).toHaveBeenCalledOnce()
  expect(await key(line('Sort'), 'x')).toBe(false)
  expect(Object.keys(editor.pipeline.value.steps)).toHaveLength(4)
})

test('[KEY-2] the line after a removed one gets its focus', async () => {
  const { line, editor, settled } = await openOutline()
  const sort = line('Sort')
  sort?.focus()
  await key(line('Filter'), 'ArrowDown')
  editor.removeSteps(editor.selection.value)
  await settled()
  expect(line('Sort')).toBeNull()
  expect(document.activeElement).toBe(line('Output'))
})

test('[DRAW-4] a note is called by its first words, a frame says what it is drawn around', async () => {
  const { editor, settled, line } = await openOutline()
  editor.selectEdges([])
  editor.addStep({ kind: 'frame', around: editor.compiled.value.order.slice(0, 2) })
  const note = editor.addStep({ kind: 'note' })
  if (note) editor.setSetting(note, 'text', 'Mind the gap\nand more')
  await settled()
  expect(line('Mind the gap')?.getAttribute('aria-label')).toBe('Mind the gap, Note')
  expect(line('Frame')?.getAttribute('aria-description')).toContain('around')
})
