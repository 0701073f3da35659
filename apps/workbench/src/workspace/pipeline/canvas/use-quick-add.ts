import type { EdgeId, Position, StepId, StepKind } from '@weft/pipeline-model'
import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { targetAfter, type AddTarget } from './add-target.ts'
import { stepHeight, stepWidth } from './step-size.ts'
import type { CanvasView } from './use-canvas-view.ts'

/** A list of steps that is open on the canvas. */
export interface OpenQuickAdd {
  readonly target: AddTarget
  /** From the top left corner of the canvas on screen. */
  readonly at: Position
  readonly within: { readonly width: number; readonly height: number }
  /** Where the step goes on the canvas; the target decides when there is none. */
  readonly place: Position | undefined
}

/** The list of steps at the pointer: opened at a place of the screen, beside a step, or on an edge. */
export interface QuickAddControl {
  readonly open: Readonly<ShallowRef<OpenQuickAdd | null>>
  openAt: (target: AddTarget, client: Position, places?: boolean) => void
  openAfter: (step: StepId | null) => void
  openOnEdge: (edge: EdgeId, client: Position) => void
  add: (kind: StepKind) => void
  close: () => void
}

/** Opens and answers the list of steps on the canvas. */
export function useQuickAdd(
  frame: Readonly<Ref<HTMLElement | null>>,
  view: CanvasView,
  editor: PipelineEditor,
): QuickAddControl {
  const open = shallowRef<OpenQuickAdd | null>(null)
  const openAt = (target: AddTarget, client: Position, places = true): void => {
    const box = frame.value?.getBoundingClientRect()
    if (!box || !editor.canEdit.value) return
    const point = view.toCanvas(client.x, client.y)
    open.value = {
      target,
      at: { x: client.x - box.left, y: client.y - box.top },
      within: { width: box.width, height: box.height },
      place: places ? placeAt(target, point) : undefined,
    }
  }
  return {
    open,
    openAt,
    openAfter: (step) => {
      const pipeline = editor.pipeline.value
      const place = step ? pipeline.positions[step] : undefined
      const beside = place && view.toClient({ x: place.x + stepWidth + 12, y: place.y })
      openAt(targetAfter(pipeline, step), beside ?? upperMiddle(frame.value), false)
    },
    openOnEdge: (edge, client) => {
      openAt({ kind: 'edge', edge }, client, false)
    },
    add: (kind) => {
      const wanted = open.value
      if (!wanted) return
      open.value = null
      editor.addStep({ kind, target: wanted.target, position: wanted.place })
    },
    close: () => {
      open.value = null
    },
  }
}

function upperMiddle(frame: HTMLElement | null): Position {
  const box = frame?.getBoundingClientRect() ?? new DOMRect()
  return { x: box.left + box.width / 2 - 130, y: box.top + 80 }
}

/** A dragged edge ends in the port of the new step; a step at a free place begins where the person points. */
function placeAt(target: AddTarget, point: Position): Position {
  const y = point.y - stepHeight / 2
  return { x: target.kind === 'before' ? point.x - stepWidth : point.x, y }
}
