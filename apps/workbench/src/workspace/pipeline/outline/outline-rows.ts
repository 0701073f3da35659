import { inputsOf, upstreamOrder, type Pipeline, type StepId } from '@weft/pipeline-model'

/** One line of the outline. A step stands once, below the first step it takes rows from. */
export interface OutlineRow {
  readonly step: StepId
  /** From 1, as assistive technology counts. */
  readonly level: number
  readonly parent: StepId | null
  /** Its place among the steps below the same one, from 1, and how many they are. */
  readonly place: number
  readonly siblings: number
  /** The other steps it takes rows from. */
  readonly also: readonly StepId[]
}

/** The steps of a pipeline as a tree read from top to bottom, siblings as they stand on the canvas. */
export function outlineRows(pipeline: Pipeline): readonly OutlineRow[] {
  const { order, stuck } = upstreamOrder(pipeline)
  const steps = [...order, ...stuck]
  const rank = new Map(steps.map((id, index) => [id, index]))
  const sources = new Map(steps.map((id) => [id, sourcesOf(pipeline, id)]))
  const below = new Map<StepId | null, StepId[]>()
  for (const id of steps) {
    // A parent comes earlier in the order, so that the tree ends even while a circle is being repaired.
    const [first] = sources.get(id) ?? []
    const parent = first && (rank.get(first) ?? 0) < (rank.get(id) ?? 0) ? first : null
    below.set(parent, [...(below.get(parent) ?? []), id])
  }
  const rows: OutlineRow[] = []
  const walk = (parent: StepId | null, level: number): void => {
    const siblings = (below.get(parent) ?? []).toSorted(byPlace(pipeline))
    siblings.forEach((step, index) => {
      const also = (sources.get(step) ?? []).filter((source) => source !== parent)
      rows.push({ step, level, parent, place: index + 1, siblings: siblings.length, also })
      walk(step, level + 1)
    })
  }
  walk(null, 1)
  return rows
}

function sourcesOf(pipeline: Pipeline, step: StepId): readonly StepId[] {
  const from = inputsOf(pipeline, step).flatMap(({ edges }) => edges.map((edge) => edge.from))
  return [...new Set(from)].filter((id) => pipeline.steps[id])
}

function byPlace({ positions }: Pipeline): (a: StepId, b: StepId) => number {
  return (a, b) => {
    const [one, other] = [positions[a], positions[b]]
    return (one?.y ?? 0) - (other?.y ?? 0) || (one?.x ?? 0) - (other?.x ?? 0)
  }
}
