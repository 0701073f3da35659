import { portsOf } from './subflow-ports.ts'
import type { InputPort } from './port.ts'
import type { Edge, Pipeline, StepId } from './step.ts'

type Graph = Pick<Pipeline, 'steps' | 'edges' | 'subflows'>

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Orders edges by (to, port, order, id), the order a pipeline picture keeps them in. */
export function compareEdges(a: Edge, b: Edge): number {
  return (
    compare(a.to, b.to) ||
    compare(a.port, b.port) ||
    compare(a.order, b.order) ||
    compare(a.id, b.id)
  )
}

/** The edges that end at one port of a step, in their order. */
export function inputEdges(pipeline: Graph, step: StepId, port: InputPort): readonly Edge[] {
  return pipeline.edges.filter((edge) => edge.to === step && edge.port === port).sort(compareEdges)
}

/** The edges that feed each port of a step, ports in the order of the step's kind or subflow, edges in theirs. */
export function inputsOf(
  pipeline: Graph,
  step: StepId,
): readonly { readonly port: InputPort; readonly edges: readonly Edge[] }[] {
  const found = Object.hasOwn(pipeline.steps, step) ? pipeline.steps[step] : undefined
  if (!found) return []
  return portsOf(pipeline, found).inputs.map((port) => ({
    port,
    edges: inputEdges(pipeline, step, port),
  }))
}

/** Every step after all its inputs, ties by id; steps in a circle, or behind one, come last and are listed apart. */
export function upstreamOrder(pipeline: Graph): {
  readonly order: readonly StepId[]
  readonly stuck: readonly StepId[]
} {
  const ids = (Object.keys(pipeline.steps) as StepId[]).sort(compare)
  const known = new Set(ids)
  const edges = pipeline.edges.filter((edge) => known.has(edge.from) && known.has(edge.to))
  const waiting = new Map(ids.map((id) => [id, 0]))
  const after = new Map<StepId, StepId[]>(ids.map((id) => [id, []]))
  for (const edge of edges) {
    waiting.set(edge.to, (waiting.get(edge.to) ?? 0) + 1)
    after.get(edge.from)?.push(edge.to)
  }
  const order: StepId[] = []
  let wave = ids.filter((id) => waiting.get(id) === 0)
  while (wave.length > 0) {
    const next: StepId[] = []
    for (const id of wave) {
      order.push(id)
      for (const target of after.get(id) ?? []) {
        const left = (waiting.get(target) ?? 0) - 1
        waiting.set(target, left)
        if (left === 0) next.push(target)
      }
    }
    wave = next.sort(compare)
  }
  const done = new Set(order)
  return { order, stuck: ids.filter((id) => !done.has(id)) }
}

function reachable(edges: readonly Edge[], start: StepId): ReadonlySet<StepId> {
  const seen = new Set<StepId>([start])
  const queue: StepId[] = [start]
  const after = new Map<StepId, StepId[]>()
  for (const edge of edges) {
    const list = after.get(edge.from)
    if (list) list.push(edge.to)
    else after.set(edge.from, [edge.to])
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const target of after.get(id) ?? []) {
      if (seen.has(target)) continue
      seen.add(target)
      queue.push(target)
    }
  }
  return seen
}

/** A step and everything its result goes into. */
export function downstreamOf(pipeline: Graph, step: StepId): ReadonlySet<StepId> {
  return reachable(pipeline.edges, step)
}

/** Whether an edge between two steps would close a circle. */
export function wouldMakeCycle(pipeline: Graph, from: StepId, to: StepId): boolean {
  return reachable(pipeline.edges, to).has(from)
}

/** The edges that lie on some circle, by id. */
export function edgesInCycles(pipeline: Graph): readonly Edge[] {
  const stuck = new Set(upstreamOrder(pipeline).stuck)
  const among = pipeline.edges.filter((edge) => stuck.has(edge.from) && stuck.has(edge.to))
  const from = new Map<StepId, ReadonlySet<StepId>>()
  return among
    .filter((edge) => {
      const reached = from.get(edge.to) ?? reachable(among, edge.to)
      from.set(edge.to, reached)
      return reached.has(edge.from)
    })
    .sort((a, b) => compare(a.id, b.id))
}

/** The steps that lie on some circle, by id. */
export function stepsInCycles(pipeline: Graph): readonly StepId[] {
  const ids = new Set(edgesInCycles(pipeline).map((edge) => edge.to))
  return [...ids].sort(compare)
}
