import { accept, newId, refuse, type LocalText, type Outcome } from '@weft/kernel'
import {
  completeSettings,
  extractSubflow,
  subflowPorts,
  subflowSteps,
  unfoldSubflow,
  type Edge,
  type Pipeline,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { isRemoved, isSubflow, mapIn } from './document-shape.ts'
import { findStep, type EditContext } from './edit-context.ts'
import { mapAt, markRemoved } from './edit-values.ts'
import { everyPipeline, pipelineAround } from './find-pipeline.ts'
import { freshOrders } from './order-keys.ts'
import { stepMap, subflowMap } from './write-entries.ts'

/** The intents on subflows; the steps inside are edited like any others. */
export interface SubflowEdits {
  /** Adds a subflow with one input that leads to one output. */
  addSubflow(title: LocalText): PipelineId
  /** Puts steps into a new subflow and a step that uses it in their place. */
  makeSubflow(
    steps: readonly StepId[],
    title: LocalText,
  ): Outcome<{ readonly step: StepId; readonly subflow: PipelineId }>
  /** Puts the steps of the subflow in the place of the step that uses it. */
  unfoldSubflow(step: StepId): Outcome<readonly StepId[]>
  /** Removes a subflow that no step uses. */
  removeSubflow(id: PipelineId): Outcome<null>
  /** Brings a removed subflow back, with what others did inside meanwhile. */
  restoreSubflow(id: PipelineId): void
  /** Moves a port or parameter of a subflow behind another one of its kind, or to the front. */
  moveSubflowPart(part: StepId, after: StepId | null): void
}

/** Writes steps, their places and their connections into a pipeline. */
function putSteps(
  target: Y.Map<unknown>,
  steps: readonly Step[],
  positions: Readonly<Record<StepId, Position>>,
  edges: readonly Edge[],
): void {
  for (const step of steps) {
    mapAt(target, 'steps').set(step.id, stepMap(step))
    const place = positions[step.id]
    if (place) mapAt(target, 'positions').set(step.id, { x: place.x, y: place.y })
  }
  for (const { id, ...edge } of edges) mapAt(target, 'edges').set(id, edge)
}

function emptySubflow(
  id: PipelineId,
  title: LocalText,
  [entry, output, edge]: readonly [StepId, StepId, Edge['id']],
): Subflow {
  const steps = [
    { id: entry, kind: 'entry' as const, title: {}, settings: completeSettings('entry', {}) },
    { id: output, kind: 'output' as const, title: {}, settings: completeSettings('output', {}) },
  ]
  return {
    id,
    title,
    steps: Object.fromEntries(steps.map((step) => [step.id, step])),
    edges: [{ id: edge, from: entry, to: output, port: 'in', order: 'a0' }],
    positions: { [entry]: { x: 0, y: 0 }, [output]: { x: 480, y: 0 } },
    order: [entry, output],
  }
}

const usersOf = (pipelines: readonly Pipeline[], id: PipelineId) =>
  pipelines.flatMap((pipeline) =>
    subflowSteps(pipeline)
      .filter(({ settings }) => settings.subflow === id)
      .map(() => pipeline),
  )

function partsLike(pipeline: Pipeline, part: StepId): readonly StepId[] {
  const groups = Object.values(subflowPorts(pipeline)) as readonly (readonly Step[])[]
  const ids = groups.map((group) => group.map(({ id }) => id))
  return ids.find((group) => group.includes(part)) ?? []
}

/** Moves a port or parameter among its like. */
function movePart({ roots, read }: EditContext, part: StepId, after: StepId | null): void {
  const pipeline = pipelineAround(read(), part)
  const target = pipeline?.order && mapIn(roots.pipelines, pipeline.id)
  if (!pipeline || !target) return
  const others = partsLike(pipeline, part).filter((id) => id !== part)
  const at = after === null ? 0 : others.indexOf(after) + 1
  const ids = [...others.slice(0, at), part, ...others.slice(at)]
  const keys = freshOrders(ids.length)
  ids.forEach((id, index) => mapAt(target, 'order').set(id, keys[index] ?? 'a0'))
}

/** Puts the steps of a subflow in the place of the step that uses it. */
function unfold({ roots, read, random }: EditContext, id: StepId): Outcome<readonly StepId[]> {
  const pipeline = pipelineAround(read(), id)
  const target = pipeline && mapIn(roots.pipelines, pipeline.id)
  const unfolded = pipeline && unfoldSubflow(pipeline, id, random)
  if (!target || !unfolded) return refuse('document.subflow-missing')
  putSteps(target, unfolded.steps, unfolded.positions, unfolded.edges)
  const found = findStep(roots, id)
  if (found) markRemoved(found.step)
  return accept(unfolded.steps.map((step) => step.id))
}

/** The intents on subflows over a document. */
export function editSubflows(context: EditContext): SubflowEdits {
  const { roots, read, write, random } = context

  function make(
    steps: readonly StepId[],
    title: LocalText,
  ): ReturnType<SubflowEdits['makeSubflow']> {
    const [first] = steps
    const pipeline = first && pipelineAround(read(), first)
    const target = pipeline && mapIn(roots.pipelines, pipeline.id)
    if (!target) return refuse('document.step-missing')
    const made = extractSubflow(pipeline, steps, { title, random })
    if (!made.ok) return made
    const { subflow, step, position, taken, edges } = made.value
    roots.pipelines.set(subflow.id, subflowMap(subflow))
    for (const id of taken) {
      const found = findStep(roots, id)
      if (found) markRemoved(found.step)
    }
    putSteps(target, [step], { [step.id]: position }, edges)
    return accept({ step: step.id, subflow: subflow.id })
  }

  return {
    addSubflow: (title) =>
      write('add-subflow', () => {
        const id = newId('pl', random)
        const ids = [newId('st', random), newId('st', random), newId('ed', random)] as const
        roots.pipelines.set(id, subflowMap(emptySubflow(id, title, ids)))
        return id
      }),
    makeSubflow: (steps, title) => write('make-subflow', () => make(steps, title)),
    unfoldSubflow: (step) => write('unfold-subflow', () => unfold(context, step)),
    removeSubflow: (id) => {
      const entry = mapIn(roots.pipelines, id)
      if (!entry || !isSubflow(entry) || isRemoved(entry)) return refuse('document.subflow-missing')
      const users = usersOf(everyPipeline(read()), id)
      const [first] = users
      if (first) {
        const title = first.title.en ?? first.title.zh ?? first.id
        return refuse('document.subflow-in-use', { n: users.length, title })
      }
      write('remove-subflow', () => {
        markRemoved(entry)
      })
      return accept(null)
    },
    restoreSubflow: (id) => {
      write('restore-subflow', () => {
        mapIn(roots.pipelines, id)?.delete('removed')
      })
    },
    moveSubflowPart: (part, after) => {
      write('move-subflow-part', () => {
        movePart(context, part, after)
      })
    },
  }
}
