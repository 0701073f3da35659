import { listContenders } from './contenders.ts'
import type { ComparisonCase, ComparisonRow } from '../comparison.ts'
import { latencyRows, memoryRows, openingRows, throughputRows, type Measured } from './hub-rows.ts'
import { writeEdits, writeLongHistory } from './make-edits.ts'
import { measureDocument, type OpeningTimes } from './measure-document.ts'
import { measureLatency, type LatencyShape } from './measure-latency.ts'
import { measureMemory } from './measure-memory.ts'
import { measureThroughput, type ThroughputShape } from './measure-throughput.ts'
import { startServer, type RunningServer } from './running-server.ts'

const rounds = 3
const editsPerWriter = 20_000
const longHistoryEdits = 100_000

const throughputShapes: readonly (ThroughputShape & { readonly name: string })[] = [
  { name: '1 room, 5 write, 5 read', rooms: 1, writers: 5, readers: 5 },
  { name: '20 rooms, 2 write, 3 read in each', rooms: 20, writers: 2, readers: 3 },
  { name: '1 room, 2 write, 50 read', rooms: 1, writers: 2, readers: 50 },
]

const latencyShapes: readonly (LatencyShape & { readonly name: string })[] = [
  { name: '1 room of 10', rooms: 1, people: 10, editsPerSecond: 40 },
  { name: '20 rooms of 5', rooms: 20, people: 5, editsPerSecond: 100 },
  { name: '1 room of 100', rooms: 1, people: 100, editsPerSecond: 20 },
]

/** Measures everybody in turn, round after round, so that what else the machine does falls on all alike. */
async function inRounds<Figures>(
  servers: readonly RunningServer[],
  count: number,
  measure: (server: RunningServer) => Promise<Figures>,
): Promise<Measured<readonly Figures[]>> {
  const measured = new Map<string, Figures[]>()
  for (let round = 0; round < count; round++) {
    for (const server of servers) {
      const { name } = server.contender
      measured.set(name, [...(measured.get(name) ?? []), await measure(server)])
    }
  }
  return measured
}

type Comparing = (servers: readonly RunningServer[]) => Promise<readonly ComparisonRow[]>

/** What people write in the rooms of a comparison. */
const writeFor = (people: number, count: number) =>
  Array.from({ length: people }, (_, place) => writeEdits(place + 1, count))

const compareLatency: Comparing = async (servers) => {
  const edits = writeFor(100, 200)
  const rows: ComparisonRow[] = []
  for (const { name, ...shape } of latencyShapes) {
    const took = await inRounds(servers, rounds, (server) => measureLatency(server, shape, edits))
    rows.push(...latencyRows(name, took))
  }
  return rows
}

const compareThroughput: Comparing = async (servers) => {
  const edits = writeFor(5, editsPerWriter)
  const rows: ComparisonRow[] = []
  for (const { name, ...shape } of throughputShapes) {
    const relayed = await inRounds(servers, rounds, (server) =>
      measureThroughput(server, shape, edits),
    )
    rows.push(...throughputRows(name, relayed))
  }
  return rows
}

const compareMemory: Comparing = async (servers) => {
  const written = writeEdits(1, 1000)
  return memoryRows(await inRounds(servers, 1, (server) => measureMemory(server, written)))
}

const compareOpening: Comparing = async (servers) => {
  const history = writeLongHistory(longHistoryEdits)
  const times = new Map<string, OpeningTimes>()
  for (const server of servers) {
    times.set(server.contender.name, await measureDocument(server, history))
  }
  return openingRows(times)
}

/** Starts everybody for one comparison, and puts everything away after it. */
async function withServers(compare: Comparing): Promise<readonly ComparisonRow[]> {
  const servers: RunningServer[] = []
  const putAway: (() => Promise<void>)[] = []
  try {
    for (const contender of listContenders()) {
      const undo = await contender.prepare?.()
      if (undo) putAway.push(undo)
      servers.push(await startServer(contender))
    }
    return await compare(servers)
  } finally {
    for (const server of servers) await server.dispose()
    for (const undo of putAway) await undo()
  }
}

const comparisonOf = (name: string, compare: Comparing): ComparisonCase => ({
  name,
  compare: () => withServers(compare),
})

/** Weft's hub beside the usual servers for Yjs documents, each in a process of its own and as it comes. */
export const hubComparisons: readonly ComparisonCase[] = [
  comparisonOf('hub: relaying as much as can be', compareThroughput),
  comparisonOf('hub: opening a long document', compareOpening),
  comparisonOf("hub: an edit's way at light load", compareLatency),
  comparisonOf('hub: memory of what is quiet', compareMemory),
]
