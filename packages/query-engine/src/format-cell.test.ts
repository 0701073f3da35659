import { expect, test } from 'vitest'
import { decimalText } from './cell-reader.ts'
import { formatCell } from './format-cell.ts'
import { dateText, intervalText, timestampText } from './time-text.ts'

test.each([
  [9007199254740993n, 'BIGINT', '9,007,199,254,740,993'],
  [2013, 'INTEGER', '2013'],
  [0.1 + 0.2, 'DOUBLE', '0.3'],
  ['-12345.60', 'DECIMAL(18,2)', '-12,345.60'],
  ['-0.50', 'DECIMAL(18,2)', '-0.50'],
  ['2024-01-31', 'DATE', '2024-01-31'],
  [null, 'DATE', ''],
  [[1n, null], 'BIGINT[]', '["1",null]'],
])('%s of type %s reads %s', (cell, type, text) => {
  expect(formatCell(cell, type, 'en')).toBe(text)
  expect(formatCell(cell, type, 'zh')).toBe(text)
})

test('decimals and times are exact text', () => {
  expect(decimalText(-5n, 2)).toBe('-0.05')
  expect(dateText(0)).toBe('1970-01-01')
  expect(timestampText(-1n, 1_000_000n)).toBe('1969-12-31 23:59:59.999999')
  expect(intervalText([14, 2, 10_800_000_000_000])).toBe('1 year 2 months 2 days 03:00:00')
})
