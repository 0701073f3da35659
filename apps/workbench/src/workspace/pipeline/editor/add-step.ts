import { defaultPositionFor, nextOutputName, type WorkspaceDocument } from '@weft/documents'
import {
  foldName,
  freeName,
  portsOf,
  stepSpecs,
  type Pipeline,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { placeOnEdge, type AddTarget } from '../canvas/add-target.ts'
import { boxOf, frameAround, freeBelow } from '../canvas/frame-members.ts'
import { stepWidth, type Box } from '../canvas/step-size.ts'
import type { NewStep } from './pipeline-editor.ts'

type Edits = WorkspaceDocument['edit']

const roomOnEdge = 40

/** Adds a step where it is wanted in the flow, with the connections that belong to it. */
export function addStep(edit: Edits, pipeline: Pipeline, wanted: NewStep): StepId {
  const { kind, subflow, target = { kind: 'free' } } = wanted
  if (wanted.position) return addAt(edit, pipeline, { kind, subflow, target, at: wanted.position })
  const beside = besideSteps(pipeline, wanted)
  if (beside && kind === 'frame') return addFrame(edit, pipeline, beside)
  const wish = beside ?? placeFor(pipeline, target)
  if (kind === 'chart' || kind === 'note') {
    return addAt(edit, pipeline, { kind, target, at: freeBelow(pipeline, wish, largeSizes[kind]) })
  }
  if (kind === 'reroute') {
    return addAt(edit, pipeline, { kind, target, at: { x: wish.x, y: wish.y + pointDrop } })
  }
  const id = addAt(edit, pipeline, { kind, subflow, target, at: wish })
  if (target.kind === 'edge') makeRoom(edit, pipeline, { id, at: wish })
  return id
}

function addAt(
  edit: Edits,
  pipeline: Pipeline,
  {
    kind,
    subflow,
    target,
    at,
  }: Pick<NewStep, 'kind' | 'subflow'> & { target: AddTarget; at: Position },
): StepId {
  const position = { x: Math.round(at.x), y: Math.round(at.y) }
  const settings = settingsOf(pipeline, kind, subflow)
  const id = edit.addStep({ pipeline: pipeline.id, kind, position, settings })
  const added = { id, kind, title: {}, settings: { ...stepSpecs[kind].initial, ...settings } }
  connectAdded(edit, pipeline, { step: added as unknown as Step, target })
  return id
}

/** What a new step begins with beside what its kind says: a free name, or the subflow wanted. */
function settingsOf(
  pipeline: Pipeline,
  kind: NewStep['kind'],
  subflow: NewStep['subflow'],
): { readonly name?: string; readonly subflow?: PipelineId } {
  if (kind === 'output') return { name: nextOutputName(pipeline) }
  if (kind === 'subflow' && subflow !== undefined) return { subflow }
  if (kind !== 'entry') return {}
  const steps = Object.values<Step>(pipeline.steps)
  const taken = steps.flatMap((step) => (step.kind === 'entry' ? foldName(step.settings.name) : []))
  return { name: freeName('input', new Set(taken)) }
}

/** The room that what is larger than a step takes when it is new. */
const largeSizes = {
  chart: { width: 288, height: 192 },
  note: stepSpecs.note.initial,
} as const

/** A point on a connection is less high than a step, so it begins lower for the line to stay straight. */
const pointDrop = 16

/** Where something goes that is drawn beside steps: a frame around them, a note below them. */
function besideSteps(pipeline: Pipeline, { kind, around = [] }: NewStep): Box | null {
  if (kind !== 'frame' && kind !== 'note') return null
  const frame = frameAround(around.flatMap((id) => boxOf(pipeline, id) ?? []))
  if (!frame || kind === 'frame') return frame
  return { ...frame, x: frame.x + 24, y: frame.y + frame.height }
}

function addFrame(edit: Edits, pipeline: Pipeline, { x, y, width, height }: Box): StepId {
  const size = { width: Math.round(width), height: Math.round(height) }
  const position = { x: Math.round(x), y: Math.round(y) }
  return edit.addStep({ pipeline: pipeline.id, kind: 'frame', position, settings: size })
}

function placeFor(pipeline: Pipeline, target: AddTarget): Position {
  if (target.kind === 'edge') {
    return placeOnEdge(pipeline, target.edge) ?? defaultPositionFor(pipeline)
  }
  return defaultPositionFor(pipeline, target.kind === 'after' ? [target.step] : [])
}

function connectAdded(
  edit: Edits,
  pipeline: Pipeline,
  { step, target }: { step: Step; target: AddTarget },
): void {
  const { id } = step
  const [input] = portsOf(pipeline, step).inputs
  const [output] = portsOf(pipeline, step).outputs
  if (target.kind === 'after' && input) {
    edit.connect({ from: target.step, fromPort: target.port, to: id, port: input })
  }
  if (target.kind === 'before' && output) {
    edit.connect({ from: id, fromPort: output, to: target.step, port: target.port })
  }
  const edge =
    target.kind === 'edge' ? pipeline.edges.find((other) => other.id === target.edge) : undefined
  if (!edge || !input || !output) return
  edit.disconnect([edge.id])
  edit.connect({ from: edge.from, fromPort: edge.fromPort ?? 'main', to: id, port: input })
  edit.connect({ from: id, fromPort: output, to: edge.to, port: edge.port })
}

/** Moves what stands in the way of a step put on an edge to the right, keeping its own order. */
export function makeRoom(
  edit: Edits,
  pipeline: Pipeline,
  { id, at }: { id: StepId; at: Position },
): void {
  const places = Object.entries(pipeline.positions) as [StepId, Position][]
  const isClose = (place: Position) => Math.abs(place.y - at.y) < 60
  const left = places.filter(([, place]) => isClose(place) && place.x <= at.x)
  const edge = Math.max(at.x, ...left.map(([, place]) => place.x + stepWidth + roomOnEdge))
  const right = places.filter(([, place]) => place.x > at.x)
  const next = Math.min(...right.filter(([, place]) => isClose(place)).map(([, place]) => place.x))
  const shift = edge + stepWidth + roomOnEdge - next
  const moved: Record<StepId, Position> = { [id]: { x: edge, y: at.y } }
  if (Number.isFinite(shift) && shift > 0) {
    for (const [other, place] of right) moved[other] = { x: place.x + shift, y: place.y }
  }
  edit.moveSteps(moved)
}
