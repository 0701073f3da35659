import { fuzzHub } from '../../apps/server/src/sync/fuzz-frames.ts'
import { simulateSpace } from '../../apps/server/src/sync/simulate-space.ts'

/**
 * `pnpm fuzz frames [seed] [count]`: changed frames against the hub.
 * `pnpm fuzz converge [first seed] [seeds]`: whole spaces, each of which must end with one document.
 * Ends with 1 and names the seed when something is wrong.
 */
const [what = 'frames', first = '1', second = ''] = process.argv.slice(2)

async function frames(seed: number, count: number): Promise<boolean> {
  const startedAt = performance.now()
  const { problems, heaps, ...figures } = await fuzzHub(seed, count, (done) => {
    console.log(`${done} of ${count} frames`)
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log({ seed, ...figures, seconds, heapMb: heaps.map((bytes) => Math.round(bytes / 1e6)) })
  for (const problem of problems) console.error(problem)
  return problems.length === 0
}

async function converge(from: number, count: number): Promise<boolean> {
  const sum: Record<string, number> = {}
  let failed = 0
  for (let seed = from; seed < from + count; seed++) {
    const { problems, ...counts } = await simulateSpace(seed, { clients: 12, steps: 250 })
    for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value
    if (problems.length > 0) failed++
    for (const problem of problems) console.error(`seed ${seed}: ${problem}`)
    if ((seed - from + 1) % 500 === 0) console.log(`${seed - from + 1} of ${count} seeds`)
  }
  console.log({ seeds: `${from} to ${from + count - 1}`, failed, ...sum })
  return failed === 0
}

const isGood =
  what === 'converge'
    ? await converge(Number(first), Number(second || 1000))
    : await frames(Number(first), Number(second || 1_000_000))
process.exit(isGood ? 0 : 1)
