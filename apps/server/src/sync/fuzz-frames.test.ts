import { expect, test } from 'vitest'
import { fuzzHub } from './fuzz-frames.ts'

test.each([1, 2, 3])(
  '[SYNC-68] ten thousand changed frames break nothing, and no viewer writes, seed %i',
  async (seed) => {
    const result = await fuzzHub(seed, 10_000)
    expect(result.problems).toEqual([])
    // It does reach what lies behind the parser.
    expect(result.sound).toBeGreaterThan(1000)
    expect(result.closed).toBeGreaterThan(1000)
    expect(result.relayed).toBeGreaterThan(10)
  },
)
