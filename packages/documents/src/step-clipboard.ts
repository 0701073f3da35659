import { accept, newId, refuse, type Outcome, type Random } from '@weft/kernel'
import {
  foldName,
  freeName,
  parsePipeline,
  repairPipeline,
  type Pipeline,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { mapIn } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { mapAt } from './edit-values.ts'
import { pipelineToAddTo } from './edit-steps.ts'
import { stepMap } from './write-entries.ts'

const format = 'weft-steps/1'
const longestText = 5_000_000

/** The intents around the clipboard. */
export interface ClipboardEdits {
  /** The steps and the edges between them, as text for the clipboard. */
  copySteps(ids: readonly StepId[]): string
  /** Adds copied steps with their top left corner at a point; text that is no copy of steps is refused. */
  pasteSteps(text: string, at: Position, pipeline?: PipelineId): Outcome<readonly StepId[]>
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
    return parsed.ok ? accept(repairPipeline(parsed.value).pipeline) : unreadable
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

/** The intents around the clipboard over a document. */
export function editClipboard(context: EditContext): ClipboardEdits {
  const { read, write, roots, random } = context

  function takenNames(pipeline: string): Set<string> {
    const outputs = stepsOf(read().pipelines.find((one) => one.id === pipeline))
    return new Set(
      outputs.flatMap((step) => (step.kind === 'output' ? [foldName(step.settings.name)] : [])),
    )
  }

  function paste(copy: Pipeline, at: Position, pipeline: PipelineId | undefined): StepId[] {
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
      const source = read().pipelines.find((one) =>
        stepsOf(one).some((step) => wanted.has(step.id)),
      )
      if (!source) return JSON.stringify({ format, pipeline: null })
      const only = <T>(record: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(record).filter(([id]) => wanted.has(id)))
      const pipeline = {
        ...source,
        steps: only<Step>(source.steps),
        positions: only<Position>(source.positions),
        edges: source.edges.filter((edge) => wanted.has(edge.from) && wanted.has(edge.to)),
      }
      return JSON.stringify({ format, pipeline })
    },
    pasteSteps: (text, at, pipeline) => {
      const copy = parseCopy(text)
      if (!copy.ok) return copy
      return accept(write('paste-steps', () => paste(copy.value, at, pipeline)))
    },
  }
}
