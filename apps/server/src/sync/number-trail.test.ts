import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NumberTrail } from './number-trail.ts'

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 6 }))
  .map(([before, count]) => [before, before + count] as const)

test('[SYNC-72] numbers that come in any order, doubled and overlapping, are known as a set would know them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.array(stretch),
      stretch,
      (start, told, asked) => {
        const trail = new NumberTrail(start)
        const known = new Set(Array.from({ length: start }, (_, index) => index + 1))
        for (const [before, last] of told) {
          trail.add(before, last)
          for (let number = before + 1; number <= last; number++) known.add(number)
        }
        let complete = 0
        while (known.has(complete + 1)) complete++
        expect(trail.complete).toBe(complete)
        expect(trail.newest).toBe(Math.max(0, ...known))
        expect(trail.hasGap).toBe(known.size !== complete)
        const [before, last] = asked
        const wanted = Array.from({ length: last - before }, (_, index) => before + 1 + index)
        expect(trail.knows(before, last)).toBe(wanted.every((number) => known.has(number)))
      },
    ),
  )
})
