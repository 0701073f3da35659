import { accept, newId, refuse, type Outcome } from '@weft/kernel'
import {
  inputEdges,
  portsOf,
  wouldMakeCycle,
  type Edge,
  type EdgeId,
  type Pipeline,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { mapAt } from './edit-values.ts'
import { everyPipeline, pipelineAround } from './find-pipeline.ts'
import { edgesBeside, preferEdge, type NewEdge } from './prefer-edge.ts'
import { placeAfter } from './order-keys.ts'

/** The intents on connections. */
export interface EdgeEdits {
  /** Connects two steps; a port for one edge gives up the edge it had. */
  connect(edge: NewEdge): Outcome<EdgeId>
  /** What `connect` would say, without connecting. */
  checkConnect(edge: NewEdge): Outcome<null>
  disconnect(ids: readonly EdgeId[]): void
  /**
   * Puts a connection that the repair left out in the place of those it cannot stand beside: at a port for one edge of
   * the edge there, in a circle of the last one of each way back.
   */
  preferEdge(id: EdgeId): void
  /** Moves an edge behind another one of its port, or to the front. */
  moveEdge(id: EdgeId, after: EdgeId | null): void
}

const hasSameStart = (a: NewEdge, b: NewEdge) =>
  a.from === b.from && (a.fromPort ?? 'main') === (b.fromPort ?? 'main')

const hasPorts = (pipeline: Pipeline, from: Step, to: Step, edge: NewEdge) =>
  portsOf(pipeline, from).outputs.includes(edge.fromPort ?? 'main') &&
  portsOf(pipeline, to).inputs.includes(edge.port)

function checkEdge(pipeline: Pipeline | undefined, edge: NewEdge): Outcome<Pipeline> {
  const from = pipeline?.steps[edge.from]
  const to = pipeline?.steps[edge.to]
  if (!pipeline || !from || !to) return refuse('document.step-missing')
  if (!hasPorts(pipeline, from, to, edge)) return refuse('document.port-missing')
  if (inputEdges(pipeline, edge.to, edge.port).some((other) => hasSameStart(other, edge))) {
    return refuse('document.already-connected')
  }
  const graph = { steps: pipeline.steps, edges: edgesBeside(pipeline, edge) }
  return wouldMakeCycle(graph, edge.from, edge.to)
    ? refuse('document.would-cycle')
    : accept(pipeline)
}

/** The intents on connections over a document. */
export function editEdges(context: EditContext): EdgeEdits {
  const { roots, write, read } = context
  const pipelineOf = (step: StepId) => pipelineAround(read(), step)
  const edgesOf = (pipeline: string) => {
    const map = mapIn(roots.pipelines, pipeline)
    return map ? mapAt(map, 'edges') : null
  }

  function rekey(pipeline: Pipeline, rekeyed: readonly { id: string; order: string }[]): void {
    for (const { id, order } of rekeyed) {
      const edge = pipeline.edges.find((other) => other.id === id)
      if (edge) edgesOf(pipeline.id)?.set(id, edgeValue(edge, order))
    }
  }

  function add(pipeline: Pipeline, edge: NewEdge): EdgeId {
    const kept = new Set(edgesBeside(pipeline, edge))
    for (const other of pipeline.edges) {
      if (!kept.has(other)) edgesOf(pipeline.id)?.delete(other.id)
    }
    const beside = inputEdges({ ...pipeline, edges: [...kept] }, edge.to, edge.port)
    const { order, rekeyed } = placeAfter(beside, undefined)
    rekey(pipeline, rekeyed)
    const id = newId('ed', context.random)
    edgesOf(pipeline.id)?.set(id, edgeValue(edge, order))
    return id
  }

  return {
    preferEdge: (id) => {
      preferEdge(context, id)
    },
    connect: (edge) => {
      const checked = checkEdge(pipelineOf(edge.to), edge)
      return checked.ok ? accept(write('connect', () => add(checked.value, edge))) : checked
    },
    checkConnect: (edge) => {
      const checked = checkEdge(pipelineOf(edge.to), edge)
      return checked.ok ? accept(null) : checked
    },
    disconnect: (ids) => {
      write('disconnect', () => {
        for (const pipeline of roots.pipelines.keys()) {
          for (const id of ids) edgesOf(pipeline)?.delete(id)
        }
      })
    },
    moveEdge: (id, after) => {
      write('move-edge', () => {
        const pipeline = everyPipeline(read()).find((one) =>
          one.edges.some((edge) => edge.id === id),
        )
        const edge = pipeline?.edges.find((other) => other.id === id)
        if (!pipeline || !edge) return
        const others = inputEdges(pipeline, edge.to, edge.port).filter((other) => other !== edge)
        const { order, rekeyed } = placeAfter(others, after)
        rekey(pipeline, rekeyed)
        edgesOf(pipeline.id)?.set(id, edgeValue(edge, order))
      })
    },
  }
}

function edgeValue({ from, fromPort, to, port }: NewEdge, order: string): Omit<Edge, 'id'> {
  const start = fromPort === undefined || fromPort === 'main' ? { from } : { from, fromPort }
  return { ...start, to, port, order }
}
