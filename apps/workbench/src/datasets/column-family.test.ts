import { expect, test } from 'vitest'
import { columnFamily, hasBins, isFigure } from './column-family.ts'

test.each([
  ['VARCHAR', 'text'],
  ['BIGINT', 'integer'],
  ['UINTEGER', 'integer'],
  ['TINYINT', 'integer'],
  ['DECIMAL(10,2)', 'number'],
  ['DATE', 'date'],
  ['TIMESTAMP', 'moment'],
  ['BOOLEAN', 'truth'],
  ['INTERVAL', 'other'],
])('%s is read as %s', (type, family) => {
  expect(columnFamily(type)).toBe(family)
})

test('Figures stand right, and dates are cut into bins without being figures', () => {
  expect([isFigure('DOUBLE'), isFigure('DATE'), hasBins('DATE'), hasBins('VARCHAR')]).toEqual([
    true,
    false,
    true,
    false,
  ])
})
