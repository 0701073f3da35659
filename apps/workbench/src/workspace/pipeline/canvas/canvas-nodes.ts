import type { Position as Side } from '@vue-flow/core'
import type { Edge, Pipeline, Position, Step, StepId } from '@weft/pipeline-model'
import { compiledPort, type CompiledPipeline, type CompiledStep } from '@weft/pipeline-sql'
import { blockerIn, blockingSteps } from '../blocking-steps.ts'
import type { ColumnTrace } from '../editor/trace-column.ts'
import type { StepRun, StepRuns } from '../../session/run-board.ts'

/** Another person at a step: they selected it, or edit one of its fields. */
export interface StepVisitor {
  readonly clientId: number
  readonly name: string
  readonly hue: number
  readonly field: string | null
}

/** What one step shows on the canvas. */
export interface CanvasStepView {
  readonly step: Step
  readonly title: string
  readonly compiled: CompiledStep | null
  readonly run: StepRun | null
  /** The step this one waits for. */
  readonly blockedBy: string | null
  /** While a column is traced: whether it flows through here, and under which names. */
  readonly light: Light
  readonly litColumns: readonly string[]
}

/** How a part of the canvas stands to the column that is traced. */
export type Light = 'plain' | 'lit' | 'unlit'

/** Where the line of an edge begins and ends on the canvas. */
export interface EdgeEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
  readonly sourcePosition: Side
  readonly targetPosition: Side
}

/** The ends alone: the canvas changes the object it gives in place, which nobody who only holds it would see. */
export function edgeEnds({
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeEnds): EdgeEnds {
  return { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
}

/** What one edge shows. */
export interface FlowEdgeView {
  /** How many rows flow through, or null while they are not known. */
  readonly rows: number | null
  readonly light: Light
}

/** The ways things are drawn on the canvas. */
export type NodeLook = 'step' | 'note' | 'frame' | 'reroute' | 'chart'

function lookOf({ kind }: Step): NodeLook {
  return kind === 'note' || kind === 'frame' || kind === 'reroute' || kind === 'chart'
    ? kind
    : 'step'
}

/** A step as the canvas draws it. */
export interface CanvasNode {
  readonly id: StepId
  readonly type: NodeLook
  /** Frames lie below the edges and steps they are drawn around. */
  readonly zIndex: number
  readonly position: Position
  readonly selected: boolean
  readonly ariaLabel: string
  /** Whether it fits the connection that is drawn now. */
  readonly class: 'is-fit' | 'is-unfit' | ''
  readonly data: CanvasStepView
}

/** An edge as the canvas draws it. */
export interface CanvasEdge {
  readonly id: string
  readonly type: 'flow'
  readonly source: StepId
  readonly target: StepId
  readonly sourceHandle: string
  readonly ariaLabel: string
  readonly data: FlowEdgeView
  readonly targetHandle: string
  readonly class: string
  readonly selected: boolean
  readonly animated: boolean
}

/** All a picture of the canvas is drawn from. */
export interface CanvasParts {
  readonly pipeline: Pipeline
  readonly compiled: CompiledPipeline
  readonly runs: StepRuns
  readonly selection: readonly StepId[]
  /** Positions of steps that are being dragged now; they win over the document's. */
  readonly dragged: ReadonlyMap<StepId, Position>
  readonly titleOf: (step: Step) => string
  readonly labelOf: (step: Step) => string
  readonly trace: ColumnTrace | null
  /** The steps that fit the connection that is drawn now; null while none is. */
  readonly fitting: ReadonlySet<StepId> | null
}

const isAlike = (one: object, other: object): boolean => {
  const before = new Map<string, unknown>(Object.entries(one))
  return Object.entries(other).every(([name, value]) => before.get(name) === value)
}

/** What was drawn before where it would be drawn the same, so that the canvas draws only what is another. */
function kept<T extends { readonly id: string; readonly data: object }>(
  drawn: readonly T[],
  before: readonly T[],
): T[] {
  const known = new Map(before.map((one) => [one.id, one]))
  return drawn.map((one) => {
    const old = known.get(one.id)
    if (!old) return one
    const data = isAlike(old.data, one.data) ? old.data : one.data
    return isAlike(old, { ...one, data }) ? old : { ...one, data }
  })
}

/** The steps of a pipeline as nodes of the canvas; those that are as before are the same objects. */
export function canvasNodes(parts: CanvasParts, before: readonly CanvasNode[] = []): CanvasNode[] {
  const chosen = new Set(parts.selection)
  const blockers = blockingSteps(parts.compiled, parts.runs)
  const drawn = Object.values(parts.pipeline.steps).map((step): CanvasNode => ({
    id: step.id,
    type: lookOf(step),
    zIndex: step.kind === 'frame' ? -1 : 0,
    position: parts.dragged.get(step.id) ?? parts.pipeline.positions[step.id] ?? { x: 0, y: 0 },
    selected: chosen.has(step.id),
    ariaLabel: parts.labelOf(step),
    class: fitOf(parts.fitting, step.id),
    data: stepView(parts, step, blockerIn(parts.pipeline, blockers, step.id)),
  }))
  return kept(drawn, before)
}

function fitOf(fitting: CanvasParts['fitting'], id: StepId): CanvasNode['class'] {
  if (!fitting) return ''
  return fitting.has(id) ? 'is-fit' : 'is-unfit'
}

function stepView(parts: CanvasParts, step: Step, blocker: Step | null): CanvasStepView {
  const compiled = parts.compiled.steps[step.id] ?? null
  const run = compiled?.table ? parts.runs.get(compiled.table) : undefined
  return {
    step,
    title: parts.titleOf(step),
    compiled,
    run: run ?? null,
    blockedBy: blocker ? parts.titleOf(blocker) : null,
    ...lightOn(parts.trace, step.id),
  }
}

const none: readonly string[] = []

function lightOn(
  trace: ColumnTrace | null,
  id: StepId,
): Pick<CanvasStepView, 'light' | 'litColumns'> {
  return { light: lightOf(trace?.columns, id), litColumns: trace?.columns.get(id) ?? none }
}

function lightOf<K>(lit: { has: (key: K) => boolean } | undefined, key: K): Light {
  if (!lit) return 'plain'
  return lit.has(key) ? 'lit' : 'unlit'
}

/** All a picture of the connections is drawn from. */
export interface EdgeParts extends Pick<
  CanvasParts,
  'pipeline' | 'compiled' | 'runs' | 'trace' | 'titleOf'
> {
  readonly chosen: ReadonlySet<string>
  readonly labelOf: (from: string, to: string) => string
}

/** The edges of a pipeline as the canvas draws them; those out of broken steps are faded, those that are as before are the same objects. */
export function canvasEdges(parts: EdgeParts, before: readonly CanvasEdge[] = []): CanvasEdge[] {
  const { pipeline, compiled, trace } = parts
  const nameOf = (id: StepId): string => {
    const step = pipeline.steps[id]
    return step ? parts.titleOf(step) : ''
  }
  const drawn = pipeline.edges.map((edge): CanvasEdge => ({
    id: edge.id,
    type: 'flow',
    source: edge.from,
    target: edge.to,
    sourceHandle: edge.fromPort ?? 'main',
    targetHandle: edge.port,
    class: `${compiled.steps[edge.from]?.schema ? 'is-whole' : 'is-waiting'} is-${lightOf(trace?.edges, edge.id)}`,
    selected: parts.chosen.has(edge.id),
    animated: false,
    ariaLabel: parts.labelOf(nameOf(edge.from), nameOf(edge.to)),
    data: { rows: rowsOf(parts, edge), light: lightOf(trace?.edges, edge.id) },
  }))
  return kept(drawn, before)
}

function rowsOf({ compiled, runs }: EdgeParts, { from, fromPort = 'main' }: Edge): number | null {
  const step = compiled.steps[from]
  const table = step ? compiledPort(step, fromPort)?.table : null
  const run = table ? runs.get(table) : undefined
  return run?.state === 'done' ? run.rows : null
}
