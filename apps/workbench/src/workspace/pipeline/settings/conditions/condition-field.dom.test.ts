import { afterEach, expect, test } from 'vitest'
import { buttons, closePanels, openPanel, press, step, write } from '../../testing/open-panel.ts'

afterEach(closePanels)

const figure = (where: string) => ({
  aggregates: [
    {
      id: 'it_aaaaaaaaaa',
      function: 'count',
      column: null,
      name: 'n',
      where,
      order: null,
      share: 0.5,
      separator: ', ',
    },
  ],
})
const whereOf = (opened: Awaited<ReturnType<typeof openPanel>>) =>
  opened.read('group').settings.aggregates[0]?.where
const modeOf = (root: Element) =>
  root.querySelector('.condition-field [role="radio"][aria-checked="true"]')?.textContent.trim()

test('[COND-3] a figure over some rows is narrowed by conditions, and one undo takes a condition back', async () => {
  const opened = await openPanel(step('group', figure('distance > 100')))
  const field = opened.root.querySelector('.condition-field')
  if (!field) throw new Error('No field is drawn.')
  await press(field, 'Add condition')
  // What is not finished yet is on screen, but not in the text.
  expect(field.querySelectorAll('.item-row')).toHaveLength(2)
  const values = field.querySelectorAll<HTMLInputElement>('input[aria-label="Value"]')
  expect([...values].map(({ value }) => value)).toEqual(['100', ''])
  await write(values[1] ?? null, 'AA')
  expect(whereOf(opened)).toBe("distance > 100 and carrier = 'AA'")
  await opened.undo()
  expect(field.querySelectorAll('.item-row').length).toBeLessThan(3)
})

test('groups of conditions are written into the same expression', async () => {
  const opened = await openPanel(step('group', figure('distance > 100')))
  const field = opened.root.querySelector('.condition-field')
  if (!field) throw new Error('No field is drawn.')
  await press(field, 'Add group')
  const inner = field.querySelector('.condition-branch.is-inner')
  if (!inner) throw new Error('No group is drawn.')
  await write(inner.querySelector('input[aria-label="Value"]'), 'AA')
  await press(inner, 'Add condition')
  await write(
    inner.querySelectorAll<HTMLInputElement>('input[aria-label="Value"]')[1] ?? null,
    'DL',
  )
  expect(whereOf(opened)).toBe("distance > 100 and (carrier = 'AA' or carrier = 'DL')")
})

test('[COND-1] an expression that says more than conditions stays one, and says so', async () => {
  const { root } = await openPanel(step('group', figure('distance * 2 > 100')))
  expect(modeOf(root)).toBe('Expression')
  expect(root.textContent).toContain('This says more than conditions can')
  expect(root.querySelector<HTMLTextAreaElement>('.condition-field textarea')?.value).toBe(
    'distance * 2 > 100',
  )
})

test('what somebody else writes into the text is what the conditions show', async () => {
  const opened = await openPanel(step('group', figure('distance > 100')))
  opened.editor.setItem('st_group00000', 'aggregates', 'it_aaaaaaaaaa', { where: "carrier = 'B6'" })
  await opened.settled()
  const value = opened.root.querySelector<HTMLInputElement>(
    '.condition-field input[aria-label="Value"]',
  )
  expect(value?.value).toBe('B6')
})

test.each([
  ['cases', { branches: [{ id: 'it_aaaaaaaaaa', when: 'late > 1', then: '1' }] }],
  ['check', { rules: [{ id: 'it_aaaaaaaaaa', rule: 'expression', expression: 'distance > 0' }] }],
] as const)(
  'the same field asks for the conditions of a step of kind %s',
  async (kind, settings) => {
    const { root } = await openPanel(step(kind, settings))
    expect(root.querySelectorAll('.condition-field')).toHaveLength(1)
  },
)

test('a reader sees the conditions and no way to change them', async () => {
  const { root } = await openPanel(step('group', figure("carrier = 'AA'")), { canEdit: false })
  const field = root.querySelector('.condition-field')
  expect(field?.querySelector<HTMLInputElement>('input[aria-label="Value"]')?.value).toBe('AA')
  expect(field && buttons(field).filter((name) => /Add|Remove/.test(name))).toEqual([])
})
