import {
  portsOf,
  stepKinds,
  stepSpecs,
  type EdgeId,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type Position,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'

/** Where a step that is about to be added will stand in the flow. */
export type AddTarget =
  | { readonly kind: 'free' }
  | { readonly kind: 'after'; readonly step: StepId; readonly port: OutputPort }
  | { readonly kind: 'before'; readonly step: StepId; readonly port: InputPort }
  | { readonly kind: 'edge'; readonly edge: EdgeId }

/** The kinds of step that can stand there, in the order of the palette; inputs only inside a subflow. */
export function fittingKinds(target: AddTarget, isInside = false): readonly StepKind[] {
  const kinds = stepKinds.filter((kind) => kind !== 'entry' || isInside)
  const takes = (kind: StepKind) => stepSpecs[kind].inputs.length > 0
  const gives = (kind: StepKind) => stepSpecs[kind].outputs.length > 0
  switch (target.kind) {
    case 'free':
      return kinds
    case 'after':
      return kinds.filter(takes)
    case 'before':
      return kinds.filter(gives)
    case 'edge':
      return kinds.filter((kind) => takes(kind) && gives(kind))
  }
}

/** Where a step put on an edge stands: half way between the two it joins. */
export function placeOnEdge(pipeline: Pipeline, edge: EdgeId): Position | null {
  const found = pipeline.edges.find(({ id }) => id === edge)
  const from = found && pipeline.positions[found.from]
  const to = found && pipeline.positions[found.to]
  return from && to
    ? { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2) }
    : null
}

/** The target after the selected step, where it has an output; otherwise a free place. */
export function targetAfter(pipeline: Pipeline, step: StepId | null | undefined): AddTarget {
  const found = step ? pipeline.steps[step] : undefined
  const [port] = found ? portsOf(pipeline, found).outputs : []
  return found && port ? { kind: 'after', step: found.id, port } : { kind: 'free' }
}
