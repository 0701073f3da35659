import { seededRandom } from '@weft/documents/testing'
import { expect, test } from 'vitest'
import { reconnectWaitMs } from './reconnect-wait.ts'

const thousand = (attempt: number, isRestart: boolean) => {
  const random = seededRandom(7)
  return Array.from({ length: 1000 }, () => reconnectWaitMs(attempt, isRestart, random))
}

/** How many fall into each tenth of the span. */
function tenths(waits: readonly number[], mostMs: number): readonly number[] {
  const counts = new Array<number>(10).fill(0)
  for (const wait of waits) {
    const tenth = Math.min(9, Math.floor((wait / mostMs) * 10))
    counts[tenth] = (counts[tenth] ?? 0) + 1
  }
  return counts
}

test('[SYNC-85] a thousand clients of a server that restarts come back evenly over five seconds', () => {
  const counts = tenths(thousand(1, true), 5_000)
  expect(Math.min(...counts)).toBeGreaterThan(60)
  expect(Math.max(...counts)).toBeLessThan(140)
})

test('[SYNC-85] the span doubles with every attempt, up to 15 seconds, and never begins at once', () => {
  const spans = [1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => {
    const waits = thousand(attempt, false)
    return [Math.min(...waits), Math.max(...waits)] as const
  })
  for (const [least] of spans) expect(least).toBeGreaterThanOrEqual(100)
  const bounds = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]
  for (const [place, [, most]] of spans.entries()) {
    expect(most).toBeLessThanOrEqual(bounds[place] ?? 0)
    expect(most).toBeGreaterThan((bounds[place] ?? 0) * 0.95)
  }
})
