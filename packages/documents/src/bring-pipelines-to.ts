import type { Pipeline, Step, StepId } from '@weft/pipeline-model'
import type { EntityChange, WorkspaceContent } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { setAny } from './edit-settings.ts'
import { mapAt, markRemoved, setEntry } from './edit-values.ts'
import { writeWords } from './write-words.ts'
import { pipelineMap, stepMap } from './write-entries.ts'

interface Place {
  readonly context: EditContext
  readonly pipeline: Y.Map<unknown>
  readonly target: Pipeline
}

/** The settings a change touches, items of a list by the list they stand in. */
function settingsTouched({ entity, fields }: EntityChange): readonly string[] {
  if (entity.list !== null) return [entity.list]
  return fields.flatMap(({ field }) => {
    const [group, name] = field.split('.')
    return name !== undefined && (group === 'setting' || group === 'order') ? [name] : []
  })
}

function writeStep({ context, pipeline, target }: Place, id: StepId, change: EntityChange): void {
  const step = target.steps[id]
  if (!step) return
  const steps = mapAt(pipeline, 'steps')
  const entry = mapIn(steps, id)
  if (entry?.get('kind') !== step.kind) {
    steps.set(id, stepMap(step))
  } else {
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

function writePipeline(context: EditContext, target: Pipeline | undefined, change: EntityChange) {
  const { pipelines } = context.roots
  const { id } = change.entity
  if (change.change === 'removed') pipelines.delete(id)
  else if (change.change === 'added' && target) pipelines.set(id, pipelineMap(target))
  else {
    const pipeline = mapIn(pipelines, id)
    if (!pipeline) return
    writeWords(pipeline, 'title', change.fields)
    for (const { field, after } of change.fields) {
      if (field.startsWith('own.')) setEntry(pipeline, field.slice('own.'.length), after)
    }
  }
}

/** Writes what differs in the pipelines. */
export function bringPipelinesTo(
  context: EditContext,
  content: WorkspaceContent,
  changes: readonly EntityChange[],
): void {
  const targets = new Map(
    content.pipelines.map((pipeline) => [`pipeline ${pipeline.id}`, pipeline]),
  )
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
  const holder = read().pipelines.find((pipeline) => Object.hasOwn(pipeline.steps, id))
  return holder ? `pipeline ${holder.id}` : null
}
