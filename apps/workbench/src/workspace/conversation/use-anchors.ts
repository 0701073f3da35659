import type { ThreadAnchor } from '@weft/discussion-model'
import type { Ref } from 'vue'
import { onBeforeUnmount, watch } from 'vue'
import type { Builder } from '../app/use-builder.ts'
import type { PipelineEditor } from '../pipeline/editor/pipeline-editor.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { useConversation } from './conversation.ts'

/** Lets people comment on what is selected in a part of the page, and brings what a thread is about into view there; `show` tells whether it was there. */
export function useAnchors(
  selected: () => ThreadAnchor | null,
  show: (anchor: ThreadAnchor) => boolean,
): void {
  const conversation = useConversation()
  if (!conversation) return
  const stop = conversation.offerSelection(selected)
  watch(
    conversation.shown,
    (shown) => {
      if (shown && show(shown.anchor)) conversation.shown.value = null
    },
    { immediate: true, flush: 'post' },
  )
  onBeforeUnmount(stop)
}

/** The steps of the pipeline as places of threads. */
export function usePipelineAnchors(
  editor: PipelineEditor,
  canvas: Ref<{ readonly reveal: (step: `st_${string}`) => void } | null>,
): void {
  useAnchors(
    () => {
      const [step] = editor.selection.value
      return step ? { kind: 'step', step } : null
    },
    (anchor) => {
      if (!('step' in anchor)) return false
      editor.select([anchor.step])
      canvas.value?.reveal(anchor.step)
      return true
    },
  )
}

/** The widgets and pages of the app as places of threads. */
export function useAppAnchors(builder: Builder, session: Pick<WorkspaceSession, 'picture'>): void {
  useAnchors(
    () => {
      if (builder.selected.value) return { kind: 'widget', widget: builder.selected.value.id }
      return builder.page.value ? { kind: 'page', page: builder.page.value } : null
    },
    (anchor) => {
      const page = anchor.kind === 'page' ? anchor.page : null
      const widget =
        anchor.kind === 'widget' ? session.picture.value.app.widgets[anchor.widget] : undefined
      const wanted = page ?? widget?.page
      if (!wanted) return false
      builder.openPage(wanted)
      if (widget) builder.select(widget.id)
      return true
    },
  )
}
