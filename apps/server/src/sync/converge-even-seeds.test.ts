import { expect, test } from 'vitest'
import { simulateSpace } from './simulate-space.ts'

/** Two files, so that two cores share the thousand seeds. */
const starts = Array.from({ length: 10 }, (_, part) => part * 100 + 2)

test.each(starts)(
  '[SYNC-39] ten people end with the same valid document, every other seed from %i',
  { timeout: 600_000 },
  async (start) => {
    for (let seed = start; seed < start + 100; seed += 2) {
      const { problems, edits } = await simulateSpace(seed, { clients: 10, steps: 90 })
      expect(problems, `seed ${seed}`).toEqual([])
      expect(edits, `seed ${seed}`).toBeGreaterThan(5)
    }
  },
)
