import { expect, test } from 'vitest'
import { completeExpression } from './complete-expression.ts'

const schema = [
  { name: 'late', type: 'INTEGER' },
  { name: 'day of week', type: 'VARCHAR' },
]
const inserts = (before: string) =>
  completeExpression(before, schema, 'en').map(({ insert }) => insert)

test('columns come before functions, and unusual names are quoted', () => {
  expect(inserts('la')[0]).toBe('late')
  expect(inserts('1 + da')[0]).toBe('"day of week"')
})

test('a word of the language is never completed to a function that begins like it', () => {
  expect(inserts('case when late > 1 then 1 else 0 end')).toEqual([])
  expect(inserts('case when late > 1 then 1 else 0 en').length).toBeGreaterThan(0)
})

test('inside quotes nothing is offered', () => {
  expect(inserts("late = 'la")).toEqual([])
})
