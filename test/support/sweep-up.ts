import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dropTestDatabases } from '../../apps/server/src/testing/cluster-places.ts'

/**
 * Gives the tests of one run a folder of their own for everything passing, and a name for their databases, and
 * removes all of it at the end: also what a test that failed, or a worker that was ended, did not get round to.
 */
export default function sweepUp(): (() => Promise<void>) | undefined {
  // Each project of the run asks; one has to answer.
  if (process.env['WEFT_TEST_RUN'] !== undefined) return undefined
  const run = Math.random().toString(36).slice(2, 10)
  const folder = mkdtempSync(join(tmpdir(), 'weft-run-'))
  process.env['WEFT_TEST_RUN'] = run
  process.env['TMPDIR'] = folder
  return async () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    await dropTestDatabases(run)
  }
}
