import { openReader, openWriter } from './chaos-clients.ts'
import { openChaosSpace, type ChaosSpace } from './chaos-space.ts'

/** How fast edits cross, and how many a space takes. */
export interface ClusterFigures {
  readonly servers: number
  /** From an edit on one server to the sight of it on another (on the same one when it is alone). */
  readonly medianMs: number
  readonly p95Ms: number
  /** Edits a second that were acknowledged, of writers that wait for nothing but their turn. */
  readonly editsPerSecond: number
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const rounded = (value: number): number => Math.round(value * 10) / 10

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return rounded(sorted[Math.floor(sorted.length * share)] ?? Number.NaN)
}

const urlAt = ({ servers }: ChaosSpace, index: number): string =>
  servers[index % servers.length]?.url ?? ''

async function measureLatency(space: ChaosSpace): Promise<readonly number[]> {
  const room = space.rooms[0] ?? ''
  const { cookie } = space
  const writer = openWriter({ room, cookie, url: () => urlAt(space, 0) }, 'writer')
  const reader = openReader({ room, cookie, url: () => urlAt(space, 1) })
  while (!reader.isSynced()) await wait(20)
  writer.edit()
  await wait(1000)
  reader.takeLatencies()
  for (let index = 0; index < 400; index++) {
    writer.edit()
    await wait(15)
  }
  await wait(500)
  const latencies = reader.takeLatencies()
  writer.close()
  reader.close()
  return latencies
}

async function measureThroughput(space: ChaosSpace): Promise<number> {
  const { cookie } = space
  const writers = space.rooms.flatMap((room, index) =>
    [0, 1].map((turn) =>
      openWriter({ room, cookie, url: () => urlAt(space, index + turn) }, `${room}-${turn}`),
    ),
  )
  await wait(1500)
  const stored = (): number => writers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
  const startedAt = performance.now()
  const before = stored()
  while (performance.now() - startedAt < 6000) {
    // A few on their way for each, below the rate at which a writer is told to slow down.
    for (const writer of writers) if (writer.pending() < 4) writer.edit()
    await wait(5)
  }
  const rate = (stored() - before) / ((performance.now() - startedAt) / 1000)
  for (const writer of writers) writer.close()
  return Math.round(rate)
}

/** Measures spaces of one, two and three servers on this machine. */
export async function measureCluster(): Promise<readonly ClusterFigures[]> {
  const figures: ClusterFigures[] = []
  for (const servers of [1, 2, 3]) {
    const space = await openChaosSpace({ servers, rooms: 8, database: true })
    try {
      const latencies = await measureLatency(space)
      const editsPerSecond = await measureThroughput(space)
      const medianMs = quantile(latencies, 0.5)
      figures.push({ servers, medianMs, p95Ms: quantile(latencies, 0.95), editsPerSecond })
    } finally {
      await space.close()
    }
  }
  return figures
}
