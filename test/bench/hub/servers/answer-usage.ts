import type { UsageFigures } from '../running-server.ts'

function collectGarbage(): void {
  // Twice: what the first leaves to finalizers goes with the second.
  globalThis.gc?.()
  globalThis.gc?.()
}

/** Tells the measuring process where the server listens, and what it has used whenever it asks. */
export function answerUsage(port: number): void {
  process.on('message', (question) => {
    if (question === 'memory') collectGarbage()
    const { user, system } = process.cpuUsage()
    const { heapUsed, external } = process.memoryUsage()
    const figures: UsageFigures = {
      cpuMs: (user + system) / 1000,
      memoryBytes: heapUsed + external,
    }
    process.send?.(figures)
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ port })
}
