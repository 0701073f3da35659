import { expect, test } from 'vitest'
import { barConditions, barsKept, pressedBars } from './bar-conditions.ts'
import type { ProfileBar } from './column-profile.ts'

const range = (from: string, to: string, isClosed: boolean): ProfileBar => ({
  kind: 'range',
  from,
  to,
  isClosed,
  count: 1,
})
const value = (words: string): ProfileBar => ({ kind: 'value', value: words, count: 1 })
const empty: ProfileBar = { kind: 'empty', count: 2 }
const wholes = [range('-5', '-1', true), range('0', '4', true), range('5', '9', true), empty]
const parts = [range('0', '0.5', false), range('0.5', '1', false), range('1', '1.5', false)]
const words = [value('a'), value('b, c'), value('d'), empty]

test('bars of whole numbers and days become a closed range, others a half open one', () => {
  expect(barConditions(wholes.slice(0, 2))).toEqual([{ operator: 'between', value: '-5, 4' }])
  expect(barConditions([range('7', '7', true)])).toEqual([{ operator: 'equals', value: '7' }])
  expect(barConditions(parts.slice(1))).toEqual([
    { operator: 'greater-or-equal', value: '0.5' },
    { operator: 'less', value: '1.5' },
  ])
})

test('several values become a list in which a comma is kept, no value becomes “is empty”', () => {
  expect(barConditions(words.slice(0, 2))).toEqual([{ operator: 'one-of', value: 'a, "b, c"' }])
  expect(barConditions([empty])).toEqual([{ operator: 'is-empty', value: '' }])
  expect(barConditions([])).toEqual([])
})

test.each([
  ['INTEGER', wholes],
  ['DOUBLE', parts],
  ['VARCHAR', words],
])('the bars a condition came from are found again in it: %s', (type, bars) => {
  for (let first = 0; first < bars.length; first += 1) {
    const chosen = bars.slice(first, bars[first]?.kind === 'empty' ? undefined : first + 2)
    const same = chosen.filter(({ kind }) => kind === bars[first]?.kind)
    const places = new Set(same.map((bar) => bars.indexOf(bar)))
    expect(barsKept({ bars, type }, barConditions(same))).toEqual(places)
  }
})

test('conditions that say something else keep no bar lit', () => {
  const given = [{ operator: 'greater', value: '1' } as const]
  expect(barsKept({ bars: wholes, type: 'INTEGER' }, given)).toEqual(new Set())
})

test('numbers are compared as numbers, not as texts', () => {
  const bars = [range('5', '9', true), range('10', '14', true)]
  const given = [{ operator: 'between', value: '10, 14' } as const]
  expect(barsKept({ bars, type: 'BIGINT' }, given)).toEqual(new Set([1]))
})

test('a press chooses, a second press takes back, one with Shift extends', () => {
  const press = (before: readonly number[], place: number, extend = false, bars = wholes) => [
    ...pressedBars(bars, new Set(before), { place, extend }),
  ]
  expect(press([], 1)).toEqual([1])
  expect(press([1], 1)).toEqual([])
  expect(press([0], 2)).toEqual([2])
  expect(press([0], 2, true)).toEqual([0, 1, 2])
  expect(press([0], 3, true)).toEqual([3])
  expect(press([2], 0, true, words)).toEqual([0, 2])
  expect(press([0, 2], 0, true, words)).toEqual([2])
})
