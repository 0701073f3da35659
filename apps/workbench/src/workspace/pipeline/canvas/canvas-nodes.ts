import type { Edge, Pipeline, Position, Step, StepId } from '@weft/pipeline-model'
import type { CompiledPipeline, CompiledStep } from '@weft/pipeline-sql'
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
  readonly visitors: readonly StepVisitor[]
  /** The step this one waits for. */
  readonly blockedBy: string | null
}

/** A step as the canvas draws it. */
export interface CanvasNode {
  readonly id: StepId
  readonly type: 'step'
  readonly position: Position
  readonly selected: boolean
  readonly ariaLabel: string
  readonly data: CanvasStepView
}

/** An edge as the canvas draws it. */
export interface CanvasEdge {
  readonly id: string
  readonly source: StepId
  readonly target: StepId
  readonly sourceHandle: 'out'
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
  readonly visitorsOf: (step: StepId) => readonly StepVisitor[]
}

/** The steps of a pipeline as nodes of the canvas. */
export function canvasNodes(parts: CanvasParts): CanvasNode[] {
  const chosen = new Set(parts.selection)
  return Object.values(parts.pipeline.steps).map((step) => {
    const compiled = parts.compiled.steps[step.id] ?? null
    const blocker = compiled?.blockedBy ? parts.pipeline.steps[compiled.blockedBy] : undefined
    return {
      id: step.id,
      type: 'step',
      position: parts.dragged.get(step.id) ?? parts.pipeline.positions[step.id] ?? { x: 0, y: 0 },
      selected: chosen.has(step.id),
      ariaLabel: parts.labelOf(step),
      data: {
        step,
        title: parts.titleOf(step),
        compiled,
        run: compiled?.table ? (parts.runs.get(compiled.table) ?? null) : null,
        visitors: parts.visitorsOf(step.id),
        blockedBy: blocker ? parts.titleOf(blocker) : null,
      },
    }
  })
}

/** The edges of a pipeline as the canvas draws them; those into broken steps are faded. */
export function canvasEdges(
  edges: readonly Edge[],
  compiled: CompiledPipeline,
  chosen: ReadonlySet<string>,
): CanvasEdge[] {
  return edges.map((edge) => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    sourceHandle: 'out',
    targetHandle: edge.port,
    class: compiled.steps[edge.from]?.schema ? 'is-whole' : 'is-waiting',
    selected: chosen.has(edge.id),
    animated: false,
  }))
}
