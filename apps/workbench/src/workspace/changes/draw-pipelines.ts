import type { LocalText } from '@weft/kernel'
import type { Edge, Pipeline, Step, StepId } from '@weft/pipeline-model'
import { entityKey, type EntityKey, type WorkspaceContent } from '@weft/workspace-changes'
import { sizeOf, type Box } from '../pipeline/canvas/step-size.ts'
import type { ChangeView, Contents, Mark } from './review-contents.ts'

/** A step of the drawing; one that was removed stands where it stood. */
export interface DrawnStep extends Box {
  readonly key: EntityKey
  readonly step: Step
  readonly mark: Mark | null
}

/** A connection of the drawing. */
export interface DrawnEdge {
  readonly key: EntityKey
  readonly from: Step
  readonly to: Step
  readonly mark: Mark | null
  readonly path: string
  readonly middle: { readonly x: number; readonly y: number }
}

/** A pipeline, or a subflow, with everything that is in it before or afterwards. */
export interface PipelineDrawing {
  readonly id: string
  readonly title: LocalText
  readonly isSubflow: boolean
  readonly width: number
  readonly height: number
  readonly steps: readonly DrawnStep[]
  readonly edges: readonly DrawnEdge[]
}

const margin = 24

const allPipelines = ({ pipelines, subflows }: WorkspaceContent): readonly Pipeline[] => [
  ...pipelines,
  ...Object.values<Pipeline>(subflows),
]

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Moves a ghost down until it hides nothing that is there. */
function besides(ghost: DrawnStep, present: readonly DrawnStep[]): DrawnStep {
  let placed = ghost
  for (let tries = 0; tries < 20; tries++) {
    const inTheWay = present.find((one) => one.step.kind !== 'frame' && overlaps(one, placed))
    if (!inTheWay) return placed
    placed = { ...placed, y: inTheWay.y + inTheWay.height + 12 }
  }
  return placed
}

function drawSteps(
  before: Pipeline | undefined,
  after: Pipeline | undefined,
  marks: ChangeView['marks'],
): readonly DrawnStep[] {
  const draw = ({ positions }: Pipeline, step: Step): DrawnStep => {
    const key = entityKey('step', step.id)
    const at = positions[step.id] ?? { x: 0, y: 0 }
    return { key, step, mark: marks.get(key) ?? null, ...at, ...sizeOf(step) }
  }
  const present = after ? Object.values(after.steps).map((step) => draw(after, step)) : []
  const gone = before
    ? Object.values(before.steps).filter(({ id }) => !after || !Object.hasOwn(after.steps, id))
    : []
  const ghosts = before ? gone.map((step) => besides(draw(before, step), present)) : []
  return [...ghosts, ...present]
}

function drawEdge(
  edge: Edge,
  boxes: ReadonlyMap<StepId, DrawnStep>,
  marks: ChangeView['marks'],
): readonly DrawnEdge[] {
  const from = boxes.get(edge.from)
  const to = boxes.get(edge.to)
  if (!from || !to) return []
  const a = { x: from.x + from.width, y: from.y + from.height / 2 }
  const b = { x: to.x, y: to.y + to.height / 2 }
  const bend = Math.max(28, Math.abs(b.x - a.x) / 2)
  const path = `M ${a.x} ${a.y} C ${a.x + bend} ${a.y}, ${b.x - bend} ${b.y}, ${b.x} ${b.y}`
  const key = entityKey('edge', edge.id)
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  return [{ key, from: from.step, to: to.step, mark: marks.get(key) ?? null, path, middle }]
}

/** Moves a drawing so that it begins in the corner, with a margin around it. */
function settle(steps: readonly DrawnStep[]) {
  const left = Math.min(...steps.map(({ x }) => x)) - margin
  const top = Math.min(...steps.map(({ y }) => y)) - margin
  const moved = steps.map((one) => ({ ...one, x: one.x - left, y: one.y - top }))
  const width = Math.max(...moved.map((one) => one.x + one.width)) + margin
  const height = Math.max(...moved.map((one) => one.y + one.height)) + margin
  return moved.length === 0 ? { steps: [], width: 0, height: 0 } : { steps: moved, width, height }
}

function drawOne(
  before: Pipeline | undefined,
  after: Pipeline | undefined,
  marks: ChangeView['marks'],
): PipelineDrawing | null {
  const shown = after ?? before
  if (!shown) return null
  const settled = settle(drawSteps(before, after, marks))
  const boxes = new Map(settled.steps.map((one) => [one.step.id, one]))
  const kept = new Set(after?.edges.map(({ id }) => id))
  const edges = [
    ...(before?.edges.filter(({ id }) => !kept.has(id)) ?? []),
    ...(after?.edges ?? []),
  ]
  return {
    id: shown.id,
    title: shown.title,
    isSubflow: shown.order !== undefined,
    ...settled,
    edges: edges.flatMap((edge) => drawEdge(edge, boxes, marks)),
  }
}

/** Every pipeline and subflow of two contents as one drawing each, in their order. */
export function drawPipelines(
  { before, after }: Contents,
  marks: ChangeView['marks'],
): readonly PipelineDrawing[] {
  const olds = new Map(allPipelines(before).map((one) => [one.id, one]))
  const news = new Map(allPipelines(after).map((one) => [one.id, one]))
  return [...new Set([...news.keys(), ...olds.keys()])].flatMap(
    (id) => drawOne(olds.get(id), news.get(id), marks) ?? [],
  )
}
