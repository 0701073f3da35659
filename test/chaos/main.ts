import { parseArgs } from 'node:util'
import { blows, type Blow } from './blows.ts'
import { openChaosSpace } from './chaos-space.ts'
import { measureCluster } from './measure-cluster.ts'
import { runChaos, type ChaosReport } from './run-chaos.ts'

/**
 * `pnpm chaos [blow …] [--seeds 1-5] [--blows 30] [--seconds 60] [--rooms 4]`: strikes a space while people
 * edit, and counts what is lost. `pnpm chaos measure` tells how fast edits cross between servers.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1' },
    blows: { type: 'string', default: '30' },
    /** Ends after the seed that is running when so much time has passed. */
    seconds: { type: 'string', default: '3600' },
    rooms: { type: 'string', default: '4' },
  },
})

function seedsOf(text: string): readonly number[] {
  const [first = 1, last = first] = text.split('-').map(Number)
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => first + index)
}

async function strikeWith(name: string, blow: Blow, seed: number): Promise<ChaosReport> {
  const space = await openChaosSpace({ ...blow.space, rooms: Number(values.rooms) })
  try {
    return await runChaos(space, {
      seed,
      blows: Number(values.blows),
      calmMs: [200, 1200],
      editsPerSecond: 150,
      strike: blow.strike,
      say: (line) => process.stderr.write(`\r${name}, seed ${seed}: ${line}   `),
    })
  } finally {
    blow.tidy?.(space.folder)
    await space.close()
    process.stderr.write('\n')
  }
}

function blowsOf(names: readonly string[]): readonly (readonly [string, Blow])[] {
  const all = Object.entries<Blow>(blows)
  const unknown = names.filter((name) => !all.some(([known]) => known === name))
  if (unknown.length > 0) {
    throw new Error(`There is no ${unknown.join(', ')}; there are ${Object.keys(blows).join(', ')}`)
  }
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name))
}

if (positionals[0] === 'measure') {
  console.table(await measureCluster())
} else {
  const until = Date.now() + Number(values.seconds) * 1000
  const rows: object[] = []
  let lost = 0
  for (const [name, blow] of blowsOf(positionals)) {
    for (const seed of seedsOf(values.seeds)) {
      if (Date.now() > until) break
      const report = await strikeWith(name, blow, seed)
      rows.push({ blow: name, seed, ...report })
      console.log(JSON.stringify(rows.at(-1)))
      lost += report.seenLost + report.acknowledgedLost + report.neverArrived
    }
  }
  console.table(rows)
  process.exitCode = lost === 0 ? 0 : 1
}
