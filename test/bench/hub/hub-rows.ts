import { goalOf, type ComparisonGoal, type ComparisonRow } from '../comparison.ts'
import { hocuspocus, reference, referenceWithLevelDb, weft } from './contenders.ts'
import type { OpeningTimes } from './measure-document.ts'
import { percentile } from './measure-latency.ts'
import type { MemoryCost } from './measure-memory.ts'
import type { Throughput } from './measure-throughput.ts'

/** What was measured, by the contender's name. */
export type Measured<Figures> = ReadonlyMap<string, Figures>

type Bound = Pick<ComparisonGoal, 'against' | 'bound' | 'limit'>

const atLeast = (limit: number, { name }: { name: string }): Bound => ({
  against: name,
  bound: 'least',
  limit,
})
const atMost = (limit: number, { name }: { name: string }): Bound => ({
  against: name,
  bound: 'most',
  limit,
})

function row<Figures>(
  measure: string,
  unit: string,
  measured: Measured<Figures>,
  figureOf: (figures: Figures) => number,
  bounds: readonly Bound[] = [],
): ComparisonRow {
  const figures = Object.fromEntries([...measured].map(([name, one]) => [name, figureOf(one)]))
  const goals = bounds.map((bound) => goalOf(figures[weft.name], figures[bound.against], bound))
  return { measure, unit, figures, goals }
}

const median = (values: readonly number[]): number => percentile(values, 0.5)

/** How long edits took from one person to another. */
export function latencyRows(
  shape: string,
  took: Measured<readonly (readonly number[])[]>,
): readonly ComparisonRow[] {
  const at = (share: number) => (rounds: readonly (readonly number[])[]) =>
    // The middle round: one that fell into somebody else's work says nothing of the server.
    median(rounds.map((values) => percentile(values, share)))
  return [
    row(`an edit's way, p50, ${shape}`, 'ms', took, at(0.5)),
    row(`an edit's way, p95, ${shape}`, 'ms', took, at(0.95), [atMost(1.5, reference)]),
    row(`an edit's way, p99, ${shape}`, 'ms', took, at(0.99), [atMost(1, hocuspocus)]),
  ]
}

/** How many edits were relayed, and what one costs the server. */
export function throughputRows(
  shape: string,
  relayed: Measured<readonly Throughput[]>,
): readonly ComparisonRow[] {
  const isCrowd = shape.includes('50')
  const bounds = isCrowd
    ? [atLeast(1.5, hocuspocus)]
    : [atLeast(2.5, hocuspocus), atLeast(5, referenceWithLevelDb)]
  return [
    row(
      `edits relayed, ${shape}`,
      '1/s',
      relayed,
      (rounds) => median(rounds.map(({ relayedPerSecond }) => relayedPerSecond)),
      bounds,
    ),
    row(`server's work for an edit, ${shape}`, 'µs', relayed, (rounds) =>
      median(rounds.map(({ serverCpuMsPerEdit }) => serverCpuMsPerEdit * 1000)),
    ),
  ]
}

/** What quiet people and documents cost. */
export function memoryRows(costs: Measured<readonly MemoryCost[]>): readonly ComparisonRow[] {
  const kibibytes = (of: (cost: MemoryCost) => number) => (rounds: readonly MemoryCost[]) =>
    median(rounds.map(of)) / 1024
  return [
    row(
      'memory of a connection',
      'KiB',
      costs,
      kibibytes(({ bytesPerConnection }) => bytesPerConnection),
    ),
    row(
      'memory of a quiet document of 1,000 edits',
      'KiB',
      costs,
      kibibytes(({ bytesPerDocument }) => bytesPerDocument),
    ),
  ]
}

/** How long a document of 100,000 edits takes to open. */
export function openingRows(times: Measured<OpeningTimes>): readonly ComparisonRow[] {
  return [
    row('opening 100,000 edits after a restart', 'ms', times, ({ coldMs }) => median(coldMs), [
      atMost(0.4, hocuspocus),
    ]),
    row('opening 100,000 edits while somebody is in', 'ms', times, ({ warmMs }) => median(warmMs)),
  ]
}
