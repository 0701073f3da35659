import { useVueFlow } from '@vue-flow/core'
import type { Position, StepId } from '@weft/pipeline-model'
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

/** Steps and edges as the canvas draws them; a step that is only moved is moved in place, and nothing else is drawn anew. */
export function useCanvasParts(
  editor: PipelineEditor,
  { drag, connection, flowId }: CanvasDoings,
): {
  readonly nodes: Readonly<ShallowRef<CanvasNode[]>>
  readonly edges: ComputedRef<CanvasEdge[]>
} {
  const { t, language } = useWords()
  const flow = useVueFlow(flowId)
  const nodes = shallowRef<CanvasNode[]>([])
  const looks = computed(() => ({
    pipeline: editor.structure.value,
    compiled: editor.compiled.value,
    runs: editor.runs.value,
    selection: editor.selection.value,
    trace: editor.trace.value,
    fitting: connection.fitting.value,
    language: language.value,
  }))
  const places = computed(() => ({
    ...editor.pipeline.value.positions,
    ...Object.fromEntries(drag.dragged.value),
  }))
  watch(
    looks,
    (parts) => {
      const drawn = canvasNodes(
        {
          ...parts,
          pipeline: editor.pipeline.value,
          dragged: drag.dragged.value,
          titleOf: editor.titleOf,
          labelOf: (step) =>
            t('pipeline.canvas.step', {
              title: editor.titleOf(step),
              kind: t(`pipeline.kinds.${step.kind}`),
            }),
        },
        nodes.value,
      )
      nodes.value = drawn
    },
    { immediate: true },
  )
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
  const edges = computed<CanvasEdge[]>((before) =>
    canvasEdges(
      {
        pipeline: editor.structure.value,
        compiled: editor.compiled.value,
        runs: editor.runs.value,
        trace: editor.trace.value,
        titleOf: editor.titleOf,
        chosen: new Set(editor.selectedEdges.value),
        labelOf: (from, to) => t('pipeline.canvas.edge', { from, to }),
      },
      before,
    ),
  )
  return { nodes, edges }
}
