import type { WorkspaceDocument } from '@weft/documents'
import { missingColumns, planRemap } from '@weft/pipeline-sql'
import { computed, type ComputedRef } from 'vue'
import type { Pipeline, StepId } from '@weft/pipeline-model'
import type { WorkspaceSession } from '../../session/workspace-session.ts'
import { blockerIn, blockingSteps } from '../blocking-steps.ts'
import { filterByBars } from './filter-by-bars.ts'
import type { PipelineEditor } from './pipeline-editor.ts'
import { widgetsOfColumns } from './widgets-of-columns.ts'

/** What steps come to, which columns they miss, and what to write so that they name others. */
export function stepReadings(
  session: Pick<WorkspaceSession, 'compiled' | 'previewCompiled' | 'picture' | 'runs'>,
  pipeline: ComputedRef<Pipeline>,
): Pick<PipelineEditor, 'compiledOf' | 'blockerOf' | 'missingIn' | 'planRemap' | 'widgetsOf'> {
  const blockers = computed(() => blockingSteps(session.compiled.value, session.runs.value))
  return {
    blockerOf: (step) => blockerIn(pipeline.value, blockers.value, step),
    compiledOf: (step) => session.compiled.value.steps[step] ?? null,
    widgetsOf: (id, columns) => {
      const step = pipeline.value.steps[id]
      return step?.kind === 'output'
        ? widgetsOfColumns(session.picture.value.app, step.settings.name, columns)
        : []
    },
    missingIn: (step) => missingColumns(pipeline.value, session.compiled.value, step),
    planRemap: (remap) => planRemap(pipeline.value, session.previewCompiled, remap),
  }
}

/** Changes of several settings that are one step of undo. */
export function bundleIntents(
  { edit }: WorkspaceDocument,
  may: (change: () => void) => void,
  pipeline: ComputedRef<Pipeline>,
): Pick<PipelineEditor, 'gesture' | 'applyRemap' | 'filterByBars'> {
  const gesture = (name: string, change: () => void): void => {
    may(() => {
      edit.gesture(name, change)
    })
  }
  return {
    gesture,
    filterByBars: (wanted) => {
      let filter: StepId | null = null
      gesture('filter-by-bars', () => {
        filter = filterByBars(edit, pipeline.value, wanted)
      })
      return filter
    },
    applyRemap: (plan) => {
      gesture('remap-column', () => {
        for (const { step, setting, item, value } of plan) {
          if (item) edit.setItem(step, setting, item.id, { [item.field]: value })
          else edit.setSetting(step, setting, value)
        }
      })
    },
  }
}
