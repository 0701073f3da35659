import { afterEach, expect, test } from 'vitest'
import { buttons, closePanels, openPanel, press, step } from '../testing/open-panel.ts'

afterEach(closePanels)

const key = (column: string) => ({
  keys: [{ id: 'it_aaaaaaaaaa', column, direction: 'ascending', nulls: 'last' }],
})
const computed = () =>
  step('compute', {
    columns: [
      { id: 'it_aaaaaaaaaa', name: 'far', expression: 'distence > 500' },
      { id: 'it_bbbbbbbbbb', name: 'miles', expression: 'distence * 0.62' },
    ],
  })

test('a column that is gone is told with the closest one, and one click replaces it everywhere in the step', async () => {
  const opened = await openPanel(computed())
  const repairs = opened.root.querySelector('.step-repairs')
  expect(repairs?.textContent).toContain('“distence” was removed or renamed')
  await press(opened.root, 'Replace in this step')
  expect(opened.read('compute').settings.columns.map(({ expression }) => expression)).toEqual([
    'distance > 500',
    'distance * 0.62',
  ])
  expect(opened.root.querySelector('.step-repairs')).toBe(null)
})

test('the steps behind are offered, and one undo takes all of it back', async () => {
  const opened = await openPanel(computed(), { after: [step('sort', key('distence'))] })
  await press(opened.root, 'Also in the step after it')
  expect(opened.read('sort').settings.keys[0]?.column).toBe('distance')
  await opened.undo()
  expect(opened.read('sort').settings.keys[0]?.column).toBe('distence')
  expect(opened.read('compute').settings.columns[0]?.expression).toBe('distence > 500')
})

test('without a step behind that names the column only this one is offered', async () => {
  const opened = await openPanel(computed(), { after: [step('sort', key('carrier'))] })
  const offered = buttons(opened.root).filter((name) => /Replace|Also/.test(name))
  expect(offered).toEqual(['Replace in this step'])
})

test('where no name is near, a column has to be chosen first', async () => {
  const opened = await openPanel(step('sort', key('passengers')))
  const replace = [...opened.root.querySelectorAll('button')].find((button) =>
    button.textContent.includes('Replace'),
  )
  expect(replace?.disabled).toBe(true)
})

test('a reader is told what is gone and offered no change', async () => {
  const opened = await openPanel(computed(), { canEdit: false, language: 'zh' })
  const repairs = opened.root.querySelector('.step-repairs')
  expect(repairs?.textContent).toContain('“distence”已被删除或改名')
  expect(repairs?.querySelectorAll('button, input')).toHaveLength(0)
})
