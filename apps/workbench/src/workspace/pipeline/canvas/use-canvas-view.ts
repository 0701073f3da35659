import { useVueFlow } from '@vue-flow/core'
import type { Position, StepId } from '@weft/pipeline-model'
import { computed, nextTick, useId, type ComputedRef, type Ref } from 'vue'
import { stepHeight, stepWidth } from './step-size.ts'

const edgeRoom = 24

/** The part of the canvas in sight, and the ways to change it. */
export interface CanvasView {
  readonly flowId: string
  readonly zoom: ComputedRef<number>
  toCanvas: (clientX: number, clientY: number) => Position
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  fitOnce: () => void
  fitSoon: () => void
  /** Moves the canvas only when the step is out of sight. */
  reveal: (step: StepId) => void
}

/** Opens the view of the canvas in this component. */
export function useCanvasView(frame: Readonly<Ref<HTMLElement | null>>): CanvasView {
  const flowId = useId()
  const flow = useVueFlow(flowId)
  let hasFitted = false
  const fit = (): void => {
    void flow.fitView({ padding: 0.06, maxZoom: 1, duration: 180 })
  }
  return {
    flowId,
    zoom: computed(() => flow.viewport.value.zoom),
    toCanvas: (x, y) => flow.screenToFlowCoordinate({ x, y }),
    zoomIn: () => {
      void flow.zoomIn({ duration: 120 })
    },
    zoomOut: () => {
      void flow.zoomOut({ duration: 120 })
    },
    fit,
    fitOnce: () => {
      if (hasFitted) return
      hasFitted = true
      // Smaller than this nobody can read the steps; the overview shows the rest.
      void flow.fitView({ padding: 0.06, minZoom: 0.55, maxZoom: 1 })
    },
    fitSoon: () => {
      void nextTick(fit)
    },
    reveal: (step) => {
      const node = flow.findNode(step)
      const box = frame.value?.getBoundingClientRect()
      if (!node || !box) return
      const { x, y, zoom } = flow.viewport.value
      const left = node.position.x * zoom + x
      const top = node.position.y * zoom + y
      const isInSight =
        left > edgeRoom &&
        top > edgeRoom &&
        left + stepWidth * zoom < box.width - edgeRoom &&
        top + stepHeight * zoom < box.height - edgeRoom
      if (isInSight) return
      const centre = { x: node.position.x + stepWidth / 2, y: node.position.y + stepHeight / 2 }
      void flow.setCenter(centre.x, centre.y, { zoom, duration: 180 })
    },
  }
}
