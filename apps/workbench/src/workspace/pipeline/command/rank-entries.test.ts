import { expect, test } from 'vitest'
import { rankEntries } from './rank-entries.ts'

const entries = [
  { words: 'Late flights', also: ['Filter rows', '筛选行'] },
  { words: 'Flights', also: ['Dataset', '数据集'] },
  { words: 'arr_delay', hint: 'Flights' },
  { words: 'Tidy up', also: ['自动排列'] },
]
const find = (typed: string) => rankEntries(entries, typed).map(({ words }) => words)

test('the beginning of a name counts more than the beginning of a word, and that more than a hint', () => {
  expect(find('flights')).toEqual(['Flights', 'Late flights', 'arr_delay'])
})

test('an entry is found by its name in the other language', () => {
  expect(find('筛选')).toEqual(['Late flights'])
  expect(find('排列')).toEqual(['Tidy up'])
})

test('letters may be left out, but not stand far apart or in another order', () => {
  expect(find('ardly')).toEqual(['arr_delay'])
  expect(find('tdyp')).toEqual(['Tidy up'])
  expect(find('yalerra')).toEqual([])
})

test('every typed word must be answered', () => {
  expect(find('delay flights')).toEqual(['arr_delay'])
  expect(find('delay airports')).toEqual([])
})

test('everything is offered in its own order while nothing is typed', () => {
  expect(find('  ')).toEqual(entries.map(({ words }) => words))
})
