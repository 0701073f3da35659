import { useVueFlow } from '@vue-flow/core'
import type { Position, StepId } from '@weft/pipeline-model'
import { computed, nextTick, useId, type ComputedRef, type Ref } from 'vue'
import { fitView, isInSight } from './fit-view.ts'
import { stepHeight, stepWidth } from './step-size.ts'

/** The least and the greatest zoom a person can choose. */
export const zoomRange = { least: 0.2, most: 1.75 } as const

/** The part of the canvas in sight, and the ways to change it. */
export interface CanvasView {
  readonly flowId: string
  readonly zoom: ComputedRef<number>
  /** Whether every step is wholly in sight. */
  readonly showsAll: ComputedRef<boolean>
  toCanvas: (clientX: number, clientY: number) => Position
  toClient: (place: Position) => Position
  zoomIn: () => void
  zoomOut: () => void
  /** Back to 100 %, around the middle of what is in sight. */
  zoomWhole: () => void
  /** Shows these steps, or all of them. */
  fit: (steps?: readonly StepId[]) => void
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
  const size = (): { width: number; height: number } => {
    const box = frame.value?.getBoundingClientRect()
    return { width: box?.width ?? 0, height: box?.height ?? 0 }
  }
  const fit = (steps: readonly StepId[] = [], duration = 180): void => {
    const wanted = flow.getNodes.value.filter(
      ({ id }) => steps.length === 0 || steps.includes(id as StepId),
    )
    const places = wanted.map(({ position }) => position)
    const found = fitView(places, size(), zoomRange.least)
    if (found) void flow.setViewport(found, { duration })
  }
  return {
    flowId,
    zoom: computed(() => flow.viewport.value.zoom),
    showsAll: computed(() =>
      flow.getNodes.value.every(({ position }) =>
        isInSight(position, flow.viewport.value, flow.dimensions.value),
      ),
    ),
    toCanvas: (x, y) => flow.screenToFlowCoordinate({ x, y }),
    toClient: (place) => flow.flowToScreenCoordinate(place),
    zoomIn: () => {
      void flow.zoomIn({ duration: 120 })
    },
    zoomOut: () => {
      void flow.zoomOut({ duration: 120 })
    },
    zoomWhole: () => {
      void flow.zoomTo(1, { duration: 120 })
    },
    fit,
    fitOnce: () => {
      if (hasFitted) return
      hasFitted = true
      fit([], 0)
    },
    fitSoon: () => {
      void nextTick(() => {
        fit()
      })
    },
    reveal: (step) => {
      const node = flow.findNode(step)
      if (!node || isInSight(node.position, flow.viewport.value, size())) return
      const centre = { x: node.position.x + stepWidth / 2, y: node.position.y + stepHeight / 2 }
      void flow.setCenter(centre.x, centre.y, { zoom: flow.viewport.value.zoom, duration: 180 })
    },
  }
}
