import { accept, newId, refuse, type Outcome, type Random } from '@weft/kernel'
import {
  foldName,
  freeName,
  parsePipeline,
  repairPipeline,
  subflowSteps,
  usedSubflows,
  wouldRecurse,
  type Pipeline,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import { isRemoved, mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { mapAt } from './edit-values.ts'
import { pipelineToAddTo } from './edit-steps.ts'
import { everyPipeline } from './find-pipeline.ts'
import { stepMap, subflowMap } from './write-entries.ts'

const format = 'weft-steps/1'
const longestText = 5_000_000

/** The intents around the clipboard. */
export interface ClipboardEdits {
  /** The steps and the edges between them, as text for the clipboard. */
  copySteps(ids: readonly StepId[]): string
  /** Adds copied steps with their top left corner at a point; text that is no copy of steps is refused. */
  pasteSteps(text: string, at: Position, pipeline?: PipelineId): Outcome<readonly StepId[]>
}

function repairedCopy(copy: Pipeline): Pipeline {
  const { subflows = {} } = copy
  const repaired = Object.values<Subflow>(subflows).map((subflow) => {
    const { steps, edges } = repairPipeline({ ...subflow, subflows }).pipeline
    return [subflow.id, { ...subflow, steps, edges }] as const
  })
  return repairPipeline({ ...copy, subflows: Object.fromEntries(repaired) }).pipeline
}

function parseCopy(text: string): Outcome<Pipeline> {
  const unreadable = refuse('document.paste-unreadable')
  if (text.length > longestText) return unreadable
  try {
    const raw: unknown = JSON.parse(text)
    if (typeof raw !== 'object' || raw === null || !('format' in raw) || raw.format !== format) {
      return unreadable
    }
    const parsed = parsePipeline('pipeline' in raw ? raw.pipeline : null)
    return parsed.ok ? accept(repairedCopy(parsed.value)) : unreadable
  } catch {
    return unreadable
  }
}

const stepsOf = (pipeline: Pipeline | undefined) =>
  pipeline ? Object.values<Step>(pipeline.steps) : []

/** The step under a free output name, with items of its own. */
function renewed(step: Step, taken: Set<string>): Step {
  if (step.kind !== 'output') return step
  const name = freeName(step.settings.name, taken)
  taken.add(foldName(name))
  return { ...step, settings: { ...step.settings, name } }
}

function freshIds(pipeline: Pipeline, random: Random): Map<StepId, StepId> {
  return new Map(stepsOf(pipeline).map((step) => [step.id, newId('st', random)]))
}

function corner(copy: Pipeline): Position {
  const places = Object.values<Position>(copy.positions)
  if (places.length === 0) return { x: 0, y: 0 }
  return {
    x: Math.min(...places.map((place) => place.x)),
    y: Math.min(...places.map((place) => place.y)),
  }
}

/** Subflows the workspace has already are used as they are there; the others come along. */
function bringSubflows({ roots }: EditContext, copy: Pipeline): void {
  for (const subflow of Object.values<Subflow>(copy.subflows ?? {})) {
    const known = mapIn(roots.pipelines, subflow.id)
    if (!known) roots.pipelines.set(subflow.id, subflowMap(subflow))
    else if (isRemoved(known)) known.delete('removed')
  }
}

/** Why the subflows of a copy cannot come into a pipeline. */
function checkSubflows(
  { roots, read }: EditContext,
  copy: Pipeline,
  pipeline: PipelineId | undefined,
): Outcome<null> {
  const picture = read()
  const all = { ...copy.subflows, ...picture.subflows }
  const target = pipeline ?? picture.pipelines[0]?.id
  const inside = subflowSteps(copy).flatMap(({ settings }) => settings.subflow ?? [])
  if (target && inside.some((used) => wouldRecurse(all, target, used)))
    return refuse('document.would-recurse')
  const taken = new Set(everyPipeline(picture).flatMap(({ steps }) => Object.keys(steps)))
  const brought = Object.values<Subflow>(copy.subflows ?? {}).filter(
    ({ id }) => !mapIn(roots.pipelines, id),
  )
  const steps = brought.flatMap((subflow) => Object.keys(subflow.steps))
  const isSound = new Set(steps).size === steps.length && !steps.some((id) => taken.has(id))
  return isSound ? accept(null) : refuse('document.paste-unreadable')
}

/** The steps with what lies between them and the subflows they use. */
function copyOf(source: Pipeline, wanted: ReadonlySet<string>): Pipeline {
  const only = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => wanted.has(id)))
  const steps = only<Step>(source.steps)
  return {
    id: source.id,
    title: source.title,
    steps,
    positions: only<Position>(source.positions),
    edges: source.edges.filter((edge) => wanted.has(edge.from) && wanted.has(edge.to)),
    subflows: usedSubflows({ steps }, source.subflows ?? {}),
  }
}

/** The intents around the clipboard over a document. */
export function editClipboard(context: EditContext): ClipboardEdits {
  const { read, write, roots, random } = context

  function takenNames(pipeline: string): Set<string> {
    const outputs = stepsOf(everyPipeline(read()).find((one) => one.id === pipeline))
    return new Set(
      outputs.flatMap((step) => (step.kind === 'output' ? [foldName(step.settings.name)] : [])),
    )
  }

  function paste(copy: Pipeline, at: Position, pipeline: PipelineId | undefined): StepId[] {
    bringSubflows(context, copy)
    const target = pipelineToAddTo(context, pipeline)
    const key = [...roots.pipelines.keys()].find((id) => mapIn(roots.pipelines, id) === target)
    const taken = takenNames(key ?? '')
    const ids = freshIds(copy, random)
    const from = corner(copy)
    for (const [old, id] of ids) {
      const step = copy.steps[old]
      const place = copy.positions[old] ?? from
      if (step) mapAt(target, 'steps').set(id, stepMap(renewed(step, taken)))
      const moved = { x: at.x + place.x - from.x, y: at.y + place.y - from.y }
      mapAt(target, 'positions').set(id, moved)
    }
    for (const { from: start, fromPort = 'main', to, port, order } of copy.edges) {
      const edge = { from: ids.get(start), fromPort, to: ids.get(to), port, order }
      mapAt(target, 'edges').set(newId('ed', random), edge)
    }
    return [...ids.values()]
  }

  return {
    copySteps: (ids) => {
      const wanted = new Set<string>(ids)
      const source = everyPipeline(read()).find((one) =>
        stepsOf(one).some((step) => wanted.has(step.id)),
      )
      if (!source) return JSON.stringify({ format, pipeline: null })
      return JSON.stringify({ format, pipeline: copyOf(source, wanted) })
    },
    pasteSteps: (text, at, pipeline) => {
      const copy = parseCopy(text)
      if (!copy.ok) return copy
      const checked = checkSubflows(context, copy.value, pipeline)
      if (!checked.ok) return checked
      return accept(write('paste-steps', () => paste(copy.value, at, pipeline)))
    },
  }
}
