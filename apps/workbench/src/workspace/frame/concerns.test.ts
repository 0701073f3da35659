import { expect, test } from 'vitest'
import { overwritesIn, sayValue } from '../together/overwrites-in.ts'
import { concerns } from './concerns.ts'

test('[DOC-18] a notice is shown to those whose edits met, and to everybody when none of them is here', () => {
  expect(concerns([1, 2], 1, [2, 3])).toBe(true)
  expect(concerns([1, 2], 3, [1, 2])).toBe(false)
  expect(concerns([1, 2], 3, [2])).toBe(false)
  expect(concerns([8, 9], 3, [1, 2])).toBe(true)
  expect(concerns(null, 3, [1, 2])).toBe(true)
})

test('[DOC-17] a panel tells of its own values only, and never at length', () => {
  const one = { key: 'a', field: 'name', mine: 1, theirs: 2, writer: 7 }
  const all = [{ ...one, step: 'st_a' as const }, { ...one, widget: 'wi_b' as const }, one]
  expect(overwritesIn(all, 'st_a')).toHaveLength(1)
  expect(overwritesIn(all, 'wi_b')).toHaveLength(1)
  expect([null, 'x', 5, false].map(sayValue)).toEqual(['', 'x', '5', 'false'])
  expect(sayValue('x'.repeat(5000)).length).toBeLessThan(70)
})
