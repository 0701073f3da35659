import { afterEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import { shortcutEntries, type ShortcutActs } from '../shortcuts/shortcuts.ts'
import { closePanels, key, openPanel, step, write } from '../testing/open-panel.ts'
import type { CommandQuestion } from './command-entry.ts'
import CommandPalette from './CommandPalette.vue'

afterEach(closePanels)

async function openPalette(question: CommandQuestion = { kind: 'all' }, acts: ShortcutActs = {}) {
  const close = vi.fn()
  const opened = await openPanel(step('filter'), {
    part: () => h(CommandPalette, { question, acts: () => acts, onClose: close }),
  })
  const box = opened.root.querySelector<HTMLInputElement>('[role="combobox"]')
  const options = () => [...opened.root.querySelectorAll<HTMLElement>('[role="option"]')]
  const words = () =>
    options().map((one) => one.querySelector('.command-words')?.textContent.trim())
  const active = () =>
    opened.root.querySelector('[aria-selected="true"] .command-words')?.textContent.trim()
  return { ...opened, box, options, words, active, close }
}

test('[KEY-4] only what is possible now is listed, with its key', async () => {
  const { options, words } = await openPalette({ kind: 'all' }, { tidy: () => undefined })
  expect(words()[0]).toBe('Tidy up')
  expect(options()[0]?.querySelector('kbd')?.textContent).toBe('T')
  expect(words()).not.toContain('Undo')
})

test('[KEY-1] what is typed finds steps, columns and kinds; Enter does the one that is marked', async () => {
  const { box, active, editor, close, settled } = await openPalette()
  await write(box, 'arr_delay')
  expect(active()).toBe('arr_delay')
  await write(box, 'add: sort')
  expect(active()).toBe('Add: Sort and top N')
  await key(box, 'Enter')
  await settled()
  expect(close).toHaveBeenCalledOnce()
  expect(editor.current.value?.kind).toBe('sort')
  expect(editor.pipeline.value.edges).toHaveLength(2)
})

test('[KEY-1] arrows move the mark around the ends; Escape leaves everything as it was', async () => {
  const { box, options, active, close, editor } = await openPalette({ kind: 'add', step: null })
  const first = active()
  await key(box, 'ArrowUp')
  expect(options().at(-1)?.getAttribute('aria-selected')).toBe('true')
  await key(box, 'ArrowDown')
  expect(active()).toBe(first)
  await key(box, 'Escape')
  expect(close).toHaveBeenCalledOnce()
  expect(Object.keys(editor.pipeline.value.steps)).toHaveLength(2)
})

test('[KEY-7] every find can be reached: more lines come before the last one', async () => {
  const all = Object.fromEntries(shortcutEntries.map(([id]) => [id, () => undefined]))
  const { root, box, options } = await openPalette({ kind: 'all' }, all)
  const count = Number(/\d+/.exec(root.querySelector('.command-count')?.textContent ?? '')?.[0])
  expect(count).toBeGreaterThan(options().length)
  for (let pressed = 0; pressed < count; pressed += 8) await key(box, 'PageDown')
  expect(options()).toHaveLength(count)
})

test('[KEY-1] a step is connected by naming the other one, and only those that fit are offered', async () => {
  const sorted = step('sort')
  const opened = await openPanel(step('filter'), {
    after: [sorted],
    part: (editor) =>
      h(CommandPalette, {
        question: { kind: 'connect', step: editor.compiled.value.order[0] ?? sorted.id },
        acts: () => ({}),
      }),
  })
  const words = [...opened.root.querySelectorAll('.command-words')].map((one) =>
    one.textContent.trim(),
  )
  expect(words).toEqual(['Sort and top N'])
})
