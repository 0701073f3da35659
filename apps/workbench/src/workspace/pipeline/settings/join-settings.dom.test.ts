import { afterEach, expect, test } from 'vitest'
import { closePanels, openPanel, press, step, write } from '../testing/open-panel.ts'

afterEach(closePanels)

const keys = [{ id: 'it_0000000001', left: 'carrier', right: 'carrier', operator: 'equals' }]
const openJoin = (settings: object, canEdit = true) =>
  openPanel(step('join', { keys, ...settings }), { canEdit })

test('a join asks a condition over the columns of both tables, put together as in a filter', async () => {
  const opened = await openJoin({ condition: 'distance > 100 or distance_2 < 9' })
  const field = opened.root.querySelector('[data-field="condition"]')
  if (!field) throw new Error('No field is drawn.')
  const values = () => [...field.querySelectorAll<HTMLInputElement>('input[aria-label="Value"]')]
  expect(values().map(({ value }) => value)).toEqual(['100', '9'])
  await write(values()[1] ?? null, '12')
  expect(opened.read('join').settings.condition).toBe('distance > 100 or distance_2 < 12')
  expect(opened.editor.compiledOf(opened.read('join').id)?.problems).toEqual([])
  await opened.undo()
  expect(opened.read('join').settings.condition).toBe('distance > 100 or distance_2 < 9')
})

test('a condition alone is enough, and one is added without a pair', async () => {
  const opened = await openJoin({ keys: [] })
  const field = opened.root.querySelector('[data-field="condition"]')
  if (!field) throw new Error('No field is drawn.')
  await press(field, 'Add condition')
  await write(field.querySelector<HTMLInputElement>('input[aria-label="Value"]'), 'AA')
  expect(opened.read('join').settings.condition).toBe("carrier = 'AA'")
  expect(opened.editor.compiledOf(opened.read('join').id)?.problems).toEqual([])
})

test.each(['cross', 'as-of'])('a join of kind %s takes no condition', async (kind) => {
  const { root } = await openJoin({ kind, condition: 'distance > 1' })
  expect(root.querySelector('[data-field="condition"]')).toBeNull()
})

test('a pair reads as a sentence: left column, comparison, right column', async () => {
  const { root } = await openJoin({})
  const names = [...root.querySelectorAll('[data-field="keys"] [role="combobox"]')].map((one) =>
    one.getAttribute('aria-label'),
  )
  expect(names).toEqual(['Left column', 'Comparison', 'Right column'])
})
