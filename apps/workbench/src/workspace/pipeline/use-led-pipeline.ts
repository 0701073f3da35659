import { isId } from '@weft/kernel'
import type { PipelineId, StepId } from '@weft/pipeline-model'
import type { Sight, Whereabouts } from '@weft/workspace-client'
import type { Ref } from 'vue'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { useFollow, useLeading } from '../together/follow.ts'
import type { PipelineEditor } from './editor/pipeline-editor.ts'
import type { CanvasPart } from './use-editor-places.ts'

type Editor = Pick<PipelineEditor, 'levels' | 'select' | 'pipeline'>

/** The pipeline or subflow on screen as presence names it: null for the pipeline itself. */
export function openPipelineId({ levels, pipeline }: Editor): PipelineId | null {
  return levels.value.length > 1 ? pipeline.value.id : null
}

/** Goes to the pipeline or subflow somebody has open, where it is there, and selects what they have selected. */
function showWhereabouts(
  session: WorkspaceSession,
  editor: Editor,
  { pipeline, selection }: Pick<Whereabouts, 'pipeline' | 'selection'>,
): void {
  if (pipeline !== openPipelineId(editor)) {
    if (pipeline === null) session.leaveTo(1)
    else if (isId('pl', pipeline) && Object.hasOwn(session.picture.value.subflows, pipeline))
      session.openSubflow(pipeline)
  }
  editor.select(selection.filter((id): id is StepId => isId('st', id)))
}

/** Lets the pipeline tab show what somebody one follows has there, and tells others what is in sight here. */
export function useLedPipeline(
  session: WorkspaceSession,
  editor: Editor,
  canvas: Ref<CanvasPart | null>,
): { readonly see: (sight: Sight) => void } {
  const { presence } = session.client
  const again = useLeading(useFollow(), {
    onState: (leader) => {
      if (leader.area === 'pipeline') showWhereabouts(session, editor, leader)
    },
    onMovement: ({ view }, { area, pipeline }) => {
      if (view && area === 'pipeline' && pipeline === openPipelineId(editor))
        canvas.value?.showSight(view)
    },
  })
  return {
    see: (view) => {
      presence.set({ view })
      // A canvas that has just been opened shows everything first.
      again()
    },
  }
}
