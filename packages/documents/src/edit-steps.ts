import { newId, type LocalText } from '@weft/kernel'
import {
  completeSettings,
  type GivenSettings,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import * as Y from 'yjs'
import { isRemoved, mapIn } from './document-shape.ts'
import { findStep, type EditContext } from './edit-context.ts'
import { mapAt, markRemoved, setLocalText } from './edit-values.ts'
import { stepMap } from './write-entries.ts'

/** A step to add; settings not given begin as the kind's own. */
export interface NewStep<K extends StepKind = StepKind> {
  /** The pipeline; the first one when not given. */
  readonly pipeline?: PipelineId
  readonly kind: K
  readonly position: Position
  readonly title?: LocalText
  readonly settings?: GivenSettings<K>
}

/** The intents on steps as a whole. Intents on steps that are gone do nothing. */
export interface StepEdits {
  addStep<K extends StepKind>(step: NewStep<K>): StepId
  removeSteps(ids: readonly StepId[]): void
  /** Brings removed steps back, with their edges and with what others did inside meanwhile. */
  restoreSteps(ids: readonly StepId[]): void
  moveSteps(positions: Readonly<Record<StepId, Position>>): void
  /** Changes the title in the languages given. */
  setStepTitle(step: StepId, title: LocalText): void
  setPipelineTitle(pipeline: PipelineId, title: LocalText): void
}

/** The map of a pipeline to add to: the one asked for, or the first. */
export function pipelineToAddTo(context: EditContext, id: PipelineId | undefined): Y.Map<unknown> {
  const wanted = id ?? context.read().pipelines[0]?.id
  const found = wanted === undefined ? null : mapIn(context.roots.pipelines, wanted)
  if (!found) throw new Error('The document has no such pipeline; its content was never created.')
  return found
}

function stepAnywhere({ roots }: EditContext, id: StepId): Y.Map<unknown> | null {
  for (const key of roots.pipelines.keys()) {
    const step = mapIn(mapIn(mapIn(roots.pipelines, key), 'steps'), id)
    if (step) return step
  }
  return null
}

/** The intents on steps over a document. */
export function editSteps(context: EditContext): StepEdits {
  const { roots, write } = context
  return {
    addStep: ({ pipeline, kind, position, title = {}, settings }) =>
      write('add-step', () => {
        const target = pipelineToAddTo(context, pipeline)
        const id = newId('st', context.random)
        const step = { kind, title, settings: completeSettings(kind, settings ?? {}) }
        mapAt(target, 'steps').set(
          id,
          stepMap(step as unknown as Pick<Step, 'kind' | 'title' | 'settings'>),
        )
        mapAt(target, 'positions').set(id, { x: position.x, y: position.y })
        return id
      }),
    removeSteps: (ids) => {
      write('remove-steps', () => {
        for (const id of ids) {
          const found = findStep(roots, id)
          if (found) markRemoved(found.step)
        }
      })
    },
    restoreSteps: (ids) => {
      write('restore-steps', () => {
        for (const id of ids) {
          const step = stepAnywhere(context, id)
          if (step && isRemoved(step)) step.delete('removed')
          // A step comes back where it can be seen.
          const around = step?.parent?.parent
          if (around instanceof Y.Map) around.delete('removed')
        }
      })
    },
    moveSteps: (positions) => {
      write('move-steps', () => {
        for (const [id, { x, y }] of Object.entries(positions)) {
          const found = findStep(roots, id)
          if (found) mapAt(found.pipeline, 'positions').set(id, { x, y })
        }
      })
    },
    setStepTitle: (id, title) => {
      const change = () => {
        const found = findStep(roots, id)
        if (found) setLocalText(found.step, 'title', title)
      }
      write('set-step-title', change, `title ${id}`)
    },
    setPipelineTitle: (id, title) => {
      const change = () => {
        const pipeline = mapIn(roots.pipelines, id)
        if (pipeline) setLocalText(pipeline, 'title', title)
      }
      write('set-pipeline-title', change, `title ${id}`)
    },
  }
}
