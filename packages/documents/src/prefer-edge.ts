import {
  compareEdges,
  stepSpecs,
  type Edge,
  type EdgeId,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type StepId,
} from '@weft/pipeline-model'
import { mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { everyPipeline } from './find-pipeline.ts'
import { readEdgeValue } from './read-pipeline.ts'

/** A connection somebody asks for. */
export interface NewEdge {
  readonly from: StepId
  /** The port it begins at; `main` when it says none. */
  readonly fromPort?: OutputPort
  readonly to: StepId
  readonly port: InputPort
}

/** The edges that stay when a new one arrives: a port for one edge gives up the edge it had. */
export function edgesBeside(pipeline: Pipeline, edge: NewEdge): readonly Edge[] {
  const kind = pipeline.steps[edge.to]?.kind
  if (!kind || stepSpecs[kind].edgesPerPort === 'many') return pipeline.edges
  return pipeline.edges.filter((other) => other.to !== edge.to || other.port !== edge.port)
}

/** The last edge of a way from one step to another; null when there is none. */
function lastOfWay(edges: readonly Edge[], from: StepId, to: StepId): Edge | null {
  const came = new Map<StepId, Edge | null>([[from, null]])
  for (const step of came.keys()) {
    for (const edge of edges) if (edge.from === step && !came.has(edge.to)) came.set(edge.to, edge)
  }
  const way: Edge[] = []
  for (let edge = came.get(to); edge; edge = came.get(edge.from)) way.push(edge)
  return way.sort(compareEdges).at(-1) ?? null
}

/** What has to go for an edge to stand. */
function edgesAgainst(pipeline: Pipeline, wanted: NewEdge): readonly Edge[] {
  const beside = new Set(edgesBeside(pipeline, wanted))
  const gone = pipeline.edges.filter((edge) => !beside.has(edge))
  let rest = [...beside]
  for (;;) {
    const last = lastOfWay(rest, wanted.to, wanted.from)
    if (!last) return gone
    gone.push(last)
    rest = rest.filter((edge) => edge !== last)
  }
}

/** Puts a connection that the repair left out in the place of those it cannot stand beside. */
export function preferEdge({ roots, read, write }: EditContext, id: EdgeId): void {
  write('prefer-edge', () => {
    for (const pipeline of everyPipeline(read())) {
      const edges = mapIn(mapIn(roots.pipelines, pipeline.id), 'edges')
      const wanted = readEdgeValue(edges?.get(id))
      if (wanted) for (const edge of edgesAgainst(pipeline, wanted)) edges?.delete(edge.id)
    }
  })
}
