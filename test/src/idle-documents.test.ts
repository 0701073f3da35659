import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('[SYNC-73] documents opened in turn are let go: few rooms and files stay, and memory is flat', async () => {
  const script = new URL('../fuzz/run.ts', import.meta.url).pathname
  const args = ['--expose-gc', '--import', 'tsx', script, 'documents', '1200']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const result = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '') as {
    rooms: number
    openFiles: number
    heaps: number[]
    keptBytesEach: number
  }
  expect(result.rooms).toBeLessThanOrEqual(201)
  expect(result.openFiles).toBeLessThanOrEqual(257)
  expect(result.heaps).toHaveLength(10)
  expect(result.keptBytesEach).toBeLessThan(20_000)
})
