import { useVueFlow } from '@vue-flow/core'
import type { Position, Step, StepId } from '@weft/pipeline-model'
import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { canvasEdges, canvasNodes, type CanvasEdge, type CanvasNode } from './canvas-nodes.ts'

/** What is done on the canvas just now. */
interface CanvasDoings {
  readonly flowId: string
  readonly drag: { readonly dragged: Readonly<Ref<ReadonlyMap<StepId, Position>>> }
  readonly connection: { readonly fitting: ComputedRef<ReadonlySet<StepId> | null> }
}

/** Steps as the canvas draws them, drawn anew when anything but their place changes. */
function useNodes(
  editor: PipelineEditor,
  { drag, connection }: CanvasDoings,
): Readonly<ShallowRef<CanvasNode[]>> {
  const { t, language } = useWords()
  const nodes = shallowRef<CanvasNode[]>([])
  const labelOf = (step: Step): string =>
    t('pipeline.canvas.step', {
      title: editor.titleOf(step),
      kind: t(`pipeline.kinds.${step.kind}`),
    })
  const looks = computed(() => ({
    pipeline: editor.structure.value,
    compiled: editor.compiled.value,
    runs: editor.runs.value,
    selection: editor.selection.value,
    trace: editor.trace.value,
    fitting: connection.fitting.value,
    language: language.value,
  }))
  watch(
    looks,
    (parts) => {
      const placed = { pipeline: editor.pipeline.value, dragged: drag.dragged.value }
      const drawn = { ...parts, ...placed, titleOf: editor.titleOf, labelOf }
      nodes.value = canvasNodes(drawn, nodes.value)
    },
    { immediate: true },
  )
  return nodes
}

/** Moves steps in place, so that nothing else is drawn anew. */
function usePlaces(editor: PipelineEditor, { drag, flowId }: CanvasDoings): void {
  const flow = useVueFlow(flowId)
  const places = computed(() => ({
    ...editor.pipeline.value.positions,
    ...Object.fromEntries(drag.dragged.value),
  }))
  watch(
    places,
    (now) => {
      for (const [id, { x, y }] of Object.entries<Position>(now)) {
        const node = flow.findNode(id)
        if (node && (node.position.x !== x || node.position.y !== y)) node.position = { x, y }
      }
    },
    { flush: 'post' },
  )
}

/** Steps and edges as the canvas draws them; a step that is only moved is moved in place, and nothing else is drawn anew. */
export function useCanvasParts(
  editor: PipelineEditor,
  doings: CanvasDoings,
): {
  readonly nodes: Readonly<ShallowRef<CanvasNode[]>>
  readonly edges: ComputedRef<CanvasEdge[]>
} {
  const { t } = useWords()
  const nodes = useNodes(editor, doings)
  usePlaces(editor, doings)
  const labelOf = (from: string, to: string): string => t('pipeline.canvas.edge', { from, to })
  const edges = computed<CanvasEdge[]>((before) => {
    const { structure, compiled, runs, trace, titleOf, selectedEdges } = editor
    const parts = { pipeline: structure.value, compiled: compiled.value, runs: runs.value }
    const chosen = new Set(selectedEdges.value)
    return canvasEdges({ ...parts, trace: trace.value, titleOf, chosen, labelOf }, before)
  })
  return { nodes, edges }
}
