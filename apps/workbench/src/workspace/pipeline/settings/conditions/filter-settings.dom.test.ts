import { afterEach, expect, test } from 'vitest'
import { buttons, closePanels, openPanel, press, step, write } from '../../testing/open-panel.ts'

afterEach(closePanels)

const filter = () => step('filter', { conditions: [], groups: [] })
const settingsOf = (opened: Awaited<ReturnType<typeof openPanel>>) => opened.read('filter').settings

test('a group comes with a condition, mixes “or” into “and”, and one undo takes both back', async () => {
  const opened = await openPanel(filter())
  await press(opened.root, 'Add condition')
  await press(opened.root, 'Add group')
  const { conditions, groups, match } = settingsOf(opened)
  expect(match).toBe('all')
  expect(groups.map(({ match: how, within }) => [how, within])).toEqual([['any', '']])
  expect(conditions.map(({ group }) => group)).toEqual(['', groups[0]?.id])
  await opened.undo()
  expect(settingsOf(opened).groups).toEqual([])
  expect(settingsOf(opened).conditions).toHaveLength(1)
})

test('removing a group removes what is in it, and one undo brings all back', async () => {
  const opened = await openPanel(filter())
  await press(opened.root, 'Add group')
  const inner = opened.root.querySelector<HTMLElement>('.condition-branch.is-inner')
  if (!inner) throw new Error('No group is drawn.')
  await press(inner, 'Add group')
  await press(inner, 'Remove group')
  expect(settingsOf(opened)).toMatchObject({ conditions: [], groups: [] })
  await opened.undo()
  expect(settingsOf(opened).groups).toHaveLength(2)
  expect(settingsOf(opened).conditions).toHaveLength(2)
})

test('Enter in a value goes on to the column of a new condition', async () => {
  const opened = await openPanel(filter())
  await press(opened.root, 'Add condition')
  const value = opened.root.querySelector<HTMLInputElement>('input[aria-label="Value"]')
  await write(value, 'AA')
  value?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await opened.settled()
  expect(settingsOf(opened).conditions.map(({ value: written }) => written)).toEqual(['AA', ''])
  const columns = opened.root.querySelectorAll('.item-row input[role="combobox"]')
  expect(document.activeElement).toBe(columns[1])
})

test('comparing with a column asks for a column, and the rows compare the two', async () => {
  const opened = await openPanel(filter())
  await press(opened.root, 'Add condition')
  await press(opened.root, 'Compare with a column')
  expect(settingsOf(opened).conditions[0]).toMatchObject({ against: 'column', value: '' })
  const picker = opened.root.querySelector('input[aria-label="Other column"]')
  expect(picker?.getAttribute('role')).toBe('combobox')
})

test('a reader sees the conditions and no way to change them', async () => {
  const given = { column: 'carrier', operator: 'equals', value: 'AA', against: 'value', group: '' }
  const opened = await openPanel(
    step('filter', { conditions: [{ id: 'it_aaaaaaaaaa', ...given }] }),
    { canEdit: false },
  )
  expect(opened.root.querySelector<HTMLInputElement>('input[aria-label="Value"]')?.value).toBe('AA')
  expect(buttons(opened.root).filter((name) => /Add|Remove/.test(name))).toEqual([])
})
