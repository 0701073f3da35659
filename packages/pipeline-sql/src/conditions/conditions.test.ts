import type { ConditionSettings } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import { readConditions } from './read-conditions.ts'
import { writeConditions } from './write-conditions.ts'

const schema = [
  { name: 'carrier', type: 'VARCHAR' },
  { name: 'Arr delay', type: 'DOUBLE' },
  { name: 'distance', type: 'INTEGER' },
  { name: 'day', type: 'DATE' },
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'late', type: 'BOOLEAN' },
  { name: 'home', type: 'VARCHAR' },
]

type Given = Partial<ConditionSettings['conditions'][number]>
const one = (given: Given, place = 0): ConditionSettings['conditions'][number] => ({
  id: `it_${String(place).padStart(10, 'a')}` as const,
  column: 'carrier',
  operator: 'equals',
  value: 'AA',
  against: 'value',
  group: '',
  ...given,
})
const all = (...given: Given[]): ConditionSettings => ({
  match: 'all',
  conditions: given.map(one),
  groups: [],
})
const write = (settings: ConditionSettings) => writeConditions(settings, schema).text
const said = (text: string) =>
  readConditions(text, schema)?.conditions.map(({ column, operator, value }) =>
    [column, operator, value].join(' '),
  ) ?? null

describe('conditions written as an expression', () => {
  test.each<[Given, string]>([
    [{}, "carrier = 'AA'"],
    [{ value: "O'Hare" }, "carrier = 'O''Hare'"],
    [{ operator: 'not-equals' }, "(carrier <> 'AA' or carrier is null)"],
    [{ operator: 'one-of', value: 'AA, "a, b"' }, "carrier in ('AA', 'a, b')"],
    [
      { operator: 'not-one-of', value: 'AA, DL' },
      "(carrier not in ('AA', 'DL') or carrier is null)",
    ],
    [{ operator: 'is-empty', value: '' }, "(carrier is null or carrier = '')"],
    [{ operator: 'not-contains', value: 'A' }, "not contains(carrier, 'A')"],
    [
      { column: 'Arr delay', operator: 'between', value: '-5, 1.5' },
      '"Arr delay" between -5 and 1.5',
    ],
    [{ column: 'distance', operator: 'greater', value: '+100' }, 'distance > 100'],
    [{ column: 'day', operator: 'less', value: '2024-02-01' }, "day < date '2024-02-01'"],
    [{ column: 'late', value: '是' }, 'late = true'],
    [{ against: 'column', value: 'home' }, 'carrier = home'],
  ])('%j', (given, text) => {
    expect(write(all(given))).toBe(text)
    const again = readConditions(text, schema)
    expect(again && write(again)).toBe(text)
  })

  test('groups mix “or” into “and”, and are read as they were written', () => {
    const settings: ConditionSettings = {
      match: 'all',
      conditions: [
        one({ column: 'distance', operator: 'greater', value: '5' }),
        one({ group: 'it_gggggggggg' }, 1),
        one({ group: 'it_gggggggggg', operator: 'not-equals', value: 'B6' }, 2),
      ],
      groups: [{ id: 'it_gggggggggg', match: 'any', within: '' }],
    }
    const text = write(settings)
    expect(text).toBe("distance > 5 and (carrier = 'AA' or (carrier <> 'B6' or carrier is null))")
    const read = readConditions(text, schema)
    expect(read?.groups.map(({ match }) => match)).toEqual(['any'])
    expect(read?.conditions.map(({ operator }) => operator)).toEqual([
      'greater',
      'equals',
      'not-equals',
    ])
    expect(read && write(read)).toBe(text)
  })

  test('what is not finished is left out, with what it lacks', () => {
    const settings = all({ column: 'distance', value: '' }, {}, { column: 'gone' })
    const { text, problems } = writeConditions(settings, schema)
    expect(text).toBe("carrier = 'AA'")
    expect([...problems.values()].map((found) => found.map(({ code }) => code))).toEqual([
      ['filter.value-missing'],
      [],
    ])
  })
})

describe('expressions read as conditions', () => {
  test('letter case, quoted dates and bare yes-or-no columns are understood', () => {
    expect(said(`CARRIER IN ('AA') AND day >= '2024-01-01'`)).toEqual([
      'CARRIER one-of AA',
      'day greater-or-equal 2024-01-01',
    ])
    expect(said('late or not late')).toEqual(['late equals true', 'late equals false'])
    expect(said('')).toEqual([])
  })

  test.each([
    "carrier <> 'AA'",
    'carrier is null',
    'distance + 1 > 5',
    "upper(carrier) = 'AA'",
    'not (distance > 5)',
    'distance > 5 or',
    'gone = 1',
    '5 < distance',
    '$limit > distance',
    "carrier like 'A%'",
    'case when late then true else false end',
  ])('[COND-1] what says more, or means empty cells otherwise, stays an expression: %s', (text) => {
    expect(readConditions(text, schema)).toBeNull()
  })
})
