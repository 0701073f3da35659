import { afterEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import { closePanels, openPanel, press, step } from '../testing/open-panel.ts'
import PreviewPanel from './PreviewPanel.vue'

afterEach(closePanels)

const part = () => h(PreviewPanel)

test('a step with a problem says what it is instead of its rows', async () => {
  const wrong = step('filter', { expression: 'nowhere > 1' })
  const { root } = await openPanel(wrong, { part })
  expect(root.querySelector('.preview-note.is-bad')?.textContent).toContain('nowhere')
})

test('a step behind it names the step it waits for, and the way there', async () => {
  const wrong = step('filter', { expression: 'nowhere > 1' })
  const { root, editor, settled } = await openPanel(wrong, { after: [step('sort')], part })
  editor.select(editor.compiled.value.order.slice(-1))
  await settled()
  expect(root.textContent).toContain('Filter rows')
  await press(root, 'Go there')
  expect(editor.current.value?.kind).toBe('filter')
})

test('what was computed is counted, and no rows are said to be none', async () => {
  const run = { state: 'done', rows: 0, tookMs: 12 } as const
  const { root } = await openPanel(step('filter'), { run, part })
  expect(root.querySelector('.preview-figures')?.textContent).toBe('0 rows · 5 columns · 12 ms')
})

test('[COMP-9] [COMP-10] a running step can be stopped, and a stopped one computed again', async () => {
  const running = await openPanel(step('filter'), { run: { state: 'running' }, part })
  // A short wait needs no words.
  expect(running.root.querySelector('.work-note')).toBeNull()
  await vi.waitFor(() => expect(running.root.querySelector('.work-note')).not.toBeNull())
  const bar = running.root.querySelector('progress')
  expect(bar?.getAttribute('aria-label')).toMatch(/^Computing “.+”$/)
  expect(running.root.querySelector('.work-note-count')?.textContent).toMatch(/^0 of \d+ tables$/)
  await press(running.root, 'Stop')
  expect(running.asked).toEqual(['stop'])
  closePanels()
  const stopped = await openPanel(step('filter'), { run: { state: 'stopped' }, part })
  await press(stopped.root, 'Run again')
  expect(stopped.asked[0]).toMatch(/^retry /)
})

test('a note has no rows, so the canvas keeps the room', async () => {
  const { root } = await openPanel(step('note'), { part })
  expect(root.querySelector('.preview-panel')?.classList).toContain('is-closed')
})
