import { afterEach, expect, test } from 'vitest'
import { closePanels, openPanel, press, step } from '../testing/open-panel.ts'

afterEach(closePanels)

const carriers = { carrier: [['AA'], ['B6'], ['DL']] }
const count = { names: 'carrier', function: 'count', column: null }

test('refreshing the columns of a pivot keeps names, adds what is new, removes what is gone, in one undo', async () => {
  const values = [
    { id: 'it_aaaaaaaaaa', value: 'B6', name: 'jetblue' },
    { id: 'it_bbbbbbbbbb', value: 'PA', name: '' },
  ]
  const opened = await openPanel(step('pivot', { ...count, values }), { answers: carriers })
  const listed = () => opened.read('pivot').settings.values.map(({ value, name }) => [value, name])
  await press(opened.root, 'Refresh columns')
  expect(listed()).toEqual([
    ['B6', 'jetblue'],
    ['AA', ''],
    ['DL', ''],
  ])
  await opened.undo()
  expect(listed()).toEqual([
    ['B6', 'jetblue'],
    ['PA', ''],
  ])
})

test('a column with too many values changes nothing', async () => {
  const many = Array.from({ length: 201 }, (_, index) => [`v${String(index)}`])
  const opened = await openPanel(step('pivot', count), { answers: { carrier: many } })
  await press(opened.root, 'Refresh columns')
  expect(opened.read('pivot').settings.values).toEqual([])
})

test('replacements filled from the values change nothing until somebody writes', async () => {
  const pairs = [{ id: 'it_aaaaaaaaaa', from: 'AA', to: 'American' }]
  const opened = await openPanel(step('map', { column: 'carrier', pairs }), { answers: carriers })
  await press(opened.root, 'Fill from values')
  expect(opened.read('map').settings.pairs.map(({ from, to }) => [from, to])).toEqual([
    ['AA', 'American'],
    ['B6', 'B6'],
    ['DL', 'DL'],
  ])
})

test('accepted values are filled from the column, without those a list cannot hold', async () => {
  const rules = [{ id: 'it_aaaaaaaaaa', rule: 'accepted', column: 'carrier', values: 'ZZ' }]
  const whole = { least: 0, most: 1, target: '', fewest: 0, greatest: 1, expression: '' }
  const opened = await openPanel(
    step('check', { rules: rules.map((rule) => ({ ...whole, ...rule })) }),
    { answers: { carrier: [['AA'], ['Smith, Inc.']], failing: [['7']] } },
  )
  await press(opened.root, 'Fill from values')
  expect(opened.read('check').settings.rules[0]?.values).toBe('ZZ, AA')
  expect(opened.root.querySelector('.step-findings')?.textContent).toContain('7 rows fail')
})

test('a join says how many rows match, and asks again only when the question changes', async () => {
  const keys = [{ id: 'it_aaaaaaaaaa', left: 'carrier', right: 'carrier', operator: 'equals' }]
  const opened = await openPanel(step('join', { keys }), { answers: { counts: [['9', '2', '1']] } })
  const said = () => opened.root.querySelector('.step-findings')?.textContent.trim()
  expect(said()).toBe('9 left rows match · 2 only left · 1 only right')
  opened.shared.edit.setStepTitle(opened.read('join').id, { en: 'Both' })
  await opened.settled()
  expect(opened.asked).toEqual(['counts'])
  opened.shared.edit.setItem(opened.read('join').id, 'keys', 'it_aaaaaaaaaa', { operator: 'less' })
  await opened.settled()
  expect(opened.asked).toEqual(['counts', 'counts'])
})

test('a lookup warns where its key is not unique, and says when it is', async () => {
  const keys = [{ id: 'it_aaaaaaaaaa', left: 'carrier', right: 'carrier' }]
  const columns = [{ id: 'it_bbbbbbbbbb', column: 'distance', name: 'far' }]
  const lookup = step('lookup', { keys, columns })
  const twice = await openPanel(lookup, { answers: { duplicates: [['3']] } })
  const badge = twice.root.querySelector('.step-findings.is-warning')
  expect(badge?.textContent).toContain('3 keys stand in several rows')
  const once = await openPanel(lookup, { answers: { duplicates: [['0']] }, language: 'zh' })
  expect(once.root.querySelector('.step-findings.is-good')?.textContent).toContain('键是唯一的')
})
