import { expect, test } from 'vitest'
import { parsePlayerNews, parsePlayerOrder } from './player-messages.ts'

test.each([
  null,
  'ready',
  { kind: 'navigate' },
  { kind: 'filters', filters: 'x'.repeat(9_000) },
  { kind: 'filters' },
])('a message that is no news is ignored', (value) => {
  expect(parsePlayerNews(value)).toBe(null)
})

test('news carries nothing but what it may', () => {
  expect(parsePlayerNews({ kind: 'shown', evil: 1 })).toEqual({ kind: 'shown' })
})

test('an order without bytes opens nothing', () => {
  expect(parsePlayerOrder({ kind: 'open', bytes: 'zip' })).toBe(null)
  expect(parsePlayerOrder({ kind: 'look', language: 'zh', theme: 'x' })).toEqual({
    kind: 'look',
    language: 'zh',
    theme: 'light',
  })
})
