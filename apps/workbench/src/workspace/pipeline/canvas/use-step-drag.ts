import type { Position, StepId } from '@weft/pipeline-model'
import { shallowRef, type ShallowRef } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { withMembers } from './frame-members.ts'

interface DraggedNode {
  readonly id: string
  readonly position: Position
}

/** Keeps a drag local until it ends; only then the document learns the new positions. */
export function useStepDrag(editor: Pick<PipelineEditor, 'moveSteps' | 'pipeline'>): {
  readonly dragged: Readonly<ShallowRef<ReadonlyMap<StepId, Position>>>
  move: (nodes: readonly DraggedNode[]) => void
  stop: (nodes: readonly DraggedNode[]) => void
} {
  const dragged = shallowRef<ReadonlyMap<StepId, Position>>(new Map())
  const places = (nodes: readonly DraggedNode[]) => {
    const own = nodes.map(
      ({ id, position }) => [id as StepId, { x: position.x, y: position.y }] as const,
    )
    return withMembers(editor.pipeline.value, new Map(own))
  }
  return {
    dragged,
    move: (nodes) => {
      dragged.value = places(nodes)
    },
    stop: (nodes) => {
      editor.moveSteps(Object.fromEntries(places(nodes)))
      dragged.value = new Map()
    },
  }
}
