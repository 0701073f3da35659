import { afterEach, expect, test, vi } from 'vitest'
import { closePanels, openPanel, press, step, write } from '../testing/open-panel.ts'

afterEach(closePanels)

const column = { id: 'it_aaaaaaaaaa', name: 'x', expression: 'distance * 2' }

test('an expression shows what it gives in the first rows once the typing pauses', async () => {
  const answers = { 'distance * 2': [['20'], [''], ['46']], 'distance * 3': [['30']] }
  const { root } = await openPanel(step('compute', { columns: [column] }), { answers })
  const first = () => root.querySelector('.expression-field-first')?.textContent
  await vi.waitFor(() => {
    expect(first()).toBe('First rows: 20 · (empty) · 46')
  })
  await write(root.querySelector('textarea'), 'distance * 3')
  expect(first()).toBeUndefined()
  await vi.waitFor(() => {
    expect(first()).toBe('First rows: 30')
  })
})

test('an expression with a fault shows the fault and no result', async () => {
  const answers = { 'nowhere + 1': [['1']] }
  const wrong = { ...column, expression: 'nowhere + 1' }
  const { root } = await openPanel(step('compute', { columns: [wrong] }), { answers })
  expect(root.querySelector('.expression-field-note')?.textContent).toContain('nowhere')
  expect(root.querySelector('.expression-field-first')).toBeNull()
})

test('a function is found by what it does, and written where the caret is', async () => {
  const { root, read, settled } = await openPanel(step('compute', { columns: [column] }))
  const box = root.querySelector('textarea')
  box?.setSelectionRange(0, 8)
  await press(root, 'Functions')
  const find = document.querySelector<HTMLInputElement>('[aria-label="Find a function"]')
  await write(find, 'date as text')
  const offered = [...document.querySelectorAll('.function-list button')]
  expect(offered.map((one) => one.getAttribute('aria-label'))).toEqual([
    "strftime(date, '%Y-%m-%d')",
  ])
  find?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settled()
  expect(read('compute').settings.columns[0]?.expression).toBe('strftime() * 2')
})
