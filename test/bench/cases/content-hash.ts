import { createHash } from 'node:crypto'
import { sha256Hex } from '@weft/kernel'
import type { BenchCase } from '../measure.ts'

const bytes = new Uint8Array(256 * 1024).fill(7)

/** The kernel's hash runs in browsers and Node alike; this keeps its price beside the native one in view. */
export const cases: readonly BenchCase[] = [
  {
    name: 'content hash of 256 kB',
    compares: 'portable SHA-256 / native SHA-256',
    goal: 20,
    rounds: 21,
    prepare: () =>
      Promise.resolve({
        subject: () => sha256Hex(bytes),
        baseline: () => createHash('sha256').update(bytes).digest('hex'),
      }),
  },
]
