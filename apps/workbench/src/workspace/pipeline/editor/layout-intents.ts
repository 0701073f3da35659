import type { WorkspaceDocument } from '@weft/documents'
import { arrangeSteps } from '../canvas/arrange-steps.ts'
import { tidyUp } from '../canvas/tidy-up.ts'
import type { PipelineEditor } from './pipeline-editor.ts'

interface LayoutParts extends Pick<PipelineEditor, 'pipeline' | 'selection'> {
  readonly edit: WorkspaceDocument['edit']
  readonly may: (change: () => void) => void
}

/** The intents that only change where things stand; each is one step of undo. */
export function layoutIntents({
  edit,
  may,
  pipeline,
  selection,
}: LayoutParts): Pick<PipelineEditor, 'moveSteps' | 'tidyUp' | 'arrange'> {
  const move: PipelineEditor['moveSteps'] = (positions) => {
    may(() => {
      edit.moveSteps(positions)
    })
  }
  return {
    moveSteps: move,
    tidyUp: () => {
      const { value: chosen } = selection
      const { places, frames } = tidyUp(pipeline.value, chosen.length > 1 ? chosen : undefined)
      may(() => {
        edit.gesture('tidy-up', () => {
          edit.moveSteps(places)
          for (const [id, { width, height }] of frames) {
            edit.setSetting(id, 'width', width)
            edit.setSetting(id, 'height', height)
          }
        })
      })
    },
    arrange: (how) => {
      move(arrangeSteps(pipeline.value, selection.value, how))
    },
  }
}
