import { expect, test } from 'vitest'
import { sayAgo, sayNumber, saySize } from './say.ts'

const now = Date.parse('2026-06-15T12:00:00Z')

test('figures carry separators', () => {
  expect(sayNumber(1234567, 'en')).toBe('1,234,567')
})

test('sizes are said in the unit people read', () => {
  expect(saySize(900, 'en')).toBe('900 B')
  expect(saySize(47 * 1024, 'en')).toBe('47 KB')
  expect(saySize(32 * 1024 * 1024, 'zh')).toBe('32 MB')
})

test('how long ago is said in the largest unit that fits, and as a day after a month', () => {
  expect(sayAgo('2026-06-15T11:59:40Z', now, 'en')).toBe('just now')
  expect(sayAgo('2026-06-15T09:00:00Z', now, 'en')).toBe('3 hours ago')
  expect(sayAgo('2026-06-14T09:00:00Z', now, 'zh')).toBe('昨天')
  expect(sayAgo('2026-01-02T09:00:00Z', now, 'en')).toBe('2 Jan 2026')
})
