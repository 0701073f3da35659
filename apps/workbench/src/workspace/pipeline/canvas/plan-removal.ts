import {
  isInnerPort,
  stepSpecs,
  type Edge,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type StepId,
} from '@weft/pipeline-model'

/** An edge to draw so that a flow goes on past removed steps. */
export interface Reconnection {
  readonly from: StepId
  /** At a step that uses a subflow, which has no main output. */
  readonly fromPort?: OutputPort
  readonly to: StepId
  readonly port: InputPort
}

/** The edges that keep the flow whole when these steps go: only where one single source remains for a port. */
export function planRemoval(pipeline: Pipeline, removed: ReadonlySet<StepId>): Reconnection[] {
  return pipeline.edges
    .filter((edge) => removed.has(edge.from) && !removed.has(edge.to))
    .flatMap((edge) => {
      const source = soleSource(pipeline, removed, edge.from)
      if (!source || alreadyConnected(pipeline, source.from, edge)) return []
      return [{ ...source, to: edge.to, port: edge.port }]
    })
}

/** Walks up through removed steps that have exactly one input, to the first step that stays. */
function soleSource(
  pipeline: Pipeline,
  removed: ReadonlySet<StepId>,
  start: StepId,
): Pick<Reconnection, 'from' | 'fromPort'> | null {
  let at = start
  let fromPort: OutputPort = 'main'
  for (let steps = 0; removed.has(at); steps++) {
    const incoming = pipeline.edges.filter((edge) => edge.to === at)
    const [only] = incoming
    if (!only || incoming.length !== 1 || steps > pipeline.edges.length) return null
    at = only.from
    fromPort = only.fromPort ?? 'main'
  }
  return isInnerPort(fromPort) ? { from: at, fromPort } : { from: at }
}

function alreadyConnected(pipeline: Pipeline, source: StepId, edge: Edge): boolean {
  const target = pipeline.steps[edge.to]
  if (!target) return true
  return (
    stepSpecs[target.kind].edgesPerPort === 'many' &&
    pipeline.edges.some((other) => other.to === edge.to && other.from === source)
  )
}
