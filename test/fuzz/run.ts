import { fuzzHub } from '../../apps/server/src/sync/fuzz-frames.ts'
import { openInTurn } from '../../apps/server/src/sync/open-in-turn.ts'
import { simulateSpace } from '../../apps/server/src/sync/simulate-space.ts'

/**
 * `pnpm fuzz frames [seed] [count]`: changed frames against the hub.
 * `pnpm fuzz converge [first seed] [seeds]`: whole spaces, each of which must end with one document.
 * `pnpm fuzz documents [count]`: so many documents opened one after the other; one line of JSON.
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

async function documents(count: number): Promise<boolean> {
  const result = await openInTurn(count)
  console.log(JSON.stringify(result))
  return result.keptBytesEach < 20_000
}

async function run(): Promise<boolean> {
  if (what === 'documents') return documents(Number(first))
  if (what === 'converge') return converge(Number(first), Number(second || 1000))
  return frames(Number(first), Number(second || 1_000_000))
}

const isGood = await run()
process.exit(isGood ? 0 : 1)
