import { newId } from '@weft/kernel'
import type { Pipeline, Step, StepId, Subflow } from '@weft/pipeline-model'
import type { EntityChange, WorkspaceContent } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { setAny } from './edit-settings.ts'
import { mapAt, markRemoved, setEntry } from './edit-values.ts'
import { pipelineAround } from './find-pipeline.ts'
import { editedSince } from './live-items.ts'
import { writeWords } from './write-words.ts'
import { freshOrders } from './order-keys.ts'
import { pipelineMap, stepMap, subflowMap } from './write-entries.ts'

type Target = Pipeline | Subflow

interface Place {
  readonly context: EditContext
  readonly pipeline: Y.Map<unknown>
  readonly target: Target
}

/** The settings a change touches, items of a list by the list they stand in. */
function settingsTouched({ entity, fields }: EntityChange): readonly string[] {
  if (entity.list !== null) return [entity.list]
  return fields.flatMap(({ field }) => {
    const [group, name] = field.split('.')
    return name !== undefined && (group === 'setting' || group === 'order') ? [name] : []
  })
}

/** [DOC-19] What was written in a removed step unseen stays to be brought back, when the step gets older content. */
function setAside({ random }: EditContext, pipeline: Y.Map<unknown>, id: StepId): void {
  const steps = mapAt(pipeline, 'steps')
  const entry = mapIn(steps, id)
  if (!entry || !editedSince(entry, entry.get('removed'), entry._map.get('removed'))) return
  const aside = newId('st', random)
  const copy = entry.clone()
  steps.set(aside, copy)
  // Nobody has seen it, so it is told of until somebody brings it back.
  copy.set('removed', {})
  const positions = mapAt(pipeline, 'positions')
  if (positions.has(id)) positions.set(aside, positions.get(id))
}

function writeStep({ context, pipeline, target }: Place, id: StepId, change: EntityChange): void {
  const step = target.steps[id]
  if (!step) return
  const steps = mapAt(pipeline, 'steps')
  const entry = mapIn(steps, id)
  if (entry?.get('kind') !== step.kind) {
    steps.set(id, stepMap(step))
  } else {
    setAside(context, pipeline, id)
    entry.delete('removed')
    const settings: Readonly<Record<string, unknown>> = { ...step.settings }
    for (const name of new Set(settingsTouched(change))) {
      setAny(context.random, entry, name, settings[name])
    }
    writeWords(entry, 'title', change.fields)
  }
  const position = target.positions[id]
  if (position && change.fields.some(({ field }) => field === 'position')) {
    mapAt(pipeline, 'positions').set(id, { x: position.x, y: position.y })
  }
}

function writeItems({ context, pipeline, target }: Place, change: EntityChange): void {
  const id = change.entity.parent?.slice('step '.length) as StepId
  const entry = mapIn(mapIn(pipeline, 'steps'), id)
  const step: Step | undefined = target.steps[id]
  const list = change.entity.list
  if (!entry || !step || list === null) return
  setAny(context.random, entry, list, new Map(Object.entries<unknown>(step.settings)).get(list))
}

function removeStep(pipeline: Y.Map<unknown>, id: string): void {
  const entry = mapIn(mapIn(pipeline, 'steps'), id)
  if (entry) markRemoved(entry)
}

function writeEdge(pipeline: Y.Map<unknown>, { change, entity }: EntityChange): void {
  const edges = mapAt(pipeline, 'edges')
  if (change === 'removed') edges.delete(entity.id)
  else edges.set(entity.id, entity.fields.get('edge'))
}

function writeInside(place: Place, change: EntityChange): void {
  const { entity } = change
  if (entity.type === 'edge') writeEdge(place.pipeline, change)
  else if (entity.type === 'item') writeItems(place, change)
  else if (change.change === 'removed') removeStep(place.pipeline, entity.id)
  else writeStep(place, entity.id as StepId, change)
}

function writePipeline(
  { roots: { pipelines } }: EditContext,
  target: Target | undefined,
  change: EntityChange,
): void {
  const { id } = change.entity
  const entry = mapIn(pipelines, id)
  if (!target) {
    if (entry) markRemoved(entry)
  } else if (!entry) {
    pipelines.set(id, isSubflowTarget(target) ? subflowMap(target) : pipelineMap(target))
  } else {
    entry.delete('removed')
    writeWords(entry, 'title', change.fields)
    if (isSubflowTarget(target)) writeOrder(entry, target.order)
  }
}

const isSubflowTarget = (target: Target): target is Subflow => target.order !== undefined

/** Writes the order of a subflow's ports and parameters unless it is so already. */
function writeOrder(entry: Y.Map<unknown>, ids: readonly StepId[]): void {
  const order = mapAt(entry, 'order')
  const written = [...order.entries()]
    .sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1))
    .map(([id]) => id)
  if (written.length === ids.length && written.every((id, at) => id === ids[at])) return
  const keys = freshOrders(ids.length)
  for (const id of order.keys()) if (!ids.includes(id as StepId)) order.delete(id)
  ids.forEach((id, at) => setEntry(order, id, keys[at] ?? 'a0'))
}

/** Writes what differs in the pipelines. */
export function bringPipelinesTo(
  context: EditContext,
  content: WorkspaceContent,
  changes: readonly EntityChange[],
): void {
  const all: readonly Target[] = [...content.pipelines, ...Object.values<Subflow>(content.subflows)]
  const targets = new Map(all.map((pipeline) => [`pipeline ${pipeline.id}`, pipeline]))
  const parents = new Map(changes.map(({ entity }) => [entity.key, entity.parent] as const))
  for (const change of changes) {
    const { entity } = change
    if (entity.type === 'pipeline') {
      writePipeline(context, targets.get(entity.key), change)
    } else if (['step', 'edge', 'item'].includes(entity.type)) {
      const parent =
        entity.type === 'item' ? stepHolder(context, entity.parent, parents) : entity.parent
      const target = targets.get(parent ?? '')
      const pipeline = mapIn(context.roots.pipelines, target?.id ?? '')
      if (target && pipeline) writeInside({ context, pipeline, target }, change)
    }
  }
}

/** The pipeline of the step an item stands in. */
function stepHolder(
  { read }: EditContext,
  step: string | null,
  parents: ReadonlyMap<string, string | null>,
): string | null {
  const changed = parents.get(step ?? '')
  if (changed !== undefined) return changed
  const id = step?.slice('step '.length) as StepId
  const holder = pipelineAround(read(), id)
  return holder ? `pipeline ${holder.id}` : null
}
