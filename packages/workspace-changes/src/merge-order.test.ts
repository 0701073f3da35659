import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeOrder } from './merge-order.ts'

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))

test('[CHG-17] the merged order holds exactly what either side has', () => {
  fc.assert(
    fc.property(ids, ids, ids, (base, ours, theirs) => {
      const merged = mergeOrder(base, ours, theirs)
      expect([...merged].sort()).toEqual([...new Set([...ours, ...theirs])].sort())
    }),
  )
})

test('[CHG-17] the side that moved something gives the order', () => {
  expect(mergeOrder(['a', 'b', 'c'], ['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['c', 'a', 'b'])
  expect(mergeOrder(['a', 'b', 'c'], ['b', 'a', 'c'], ['a', 'b', 'c'])).toEqual(['b', 'a', 'c'])
})

test('[CHG-17] what only the other side has stands behind what it stood behind there', () => {
  expect(mergeOrder(['a', 'b'], ['b', 'a', 'x'], ['a', 'y', 'b'])).toEqual(['b', 'a', 'y', 'x'])
  expect(mergeOrder(['a'], ['a'], ['y', 'a'])).toEqual(['y', 'a'])
})
