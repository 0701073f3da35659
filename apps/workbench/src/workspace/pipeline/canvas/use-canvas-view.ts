import { useVueFlow, type GraphNode } from '@vue-flow/core'
import type { Pipeline, Position, StepId } from '@weft/pipeline-model'
import { computed, nextTick, useId, type ComputedRef, type Ref } from 'vue'
import type { CanvasStepView } from './canvas-nodes.ts'
import type { Sight } from '@weft/workspace-client'
import { sightOf, viewportFor } from '../../together/show-sight.ts'
import { placedSteps, type PlacedStep } from './draw-map.ts'
import { fitView, isInSight, isPartlyInSight } from './fit-view.ts'
import { mapCorner, type MapCorner } from './map-corner.ts'
import { sizeOf, type Box } from './step-size.ts'

/** The least and the greatest zoom a person can choose. */
export const zoomRange = { least: 0.2, most: 1.75 } as const

/** The part of the canvas in sight, and the ways to change it. */
export interface CanvasView {
  readonly flowId: string
  readonly zoom: ComputedRef<number>
  /** Where the overview covers no step. */
  readonly freeCorner: ComputedRef<MapCorner | null>
  /** Whether every step is wholly in sight. */
  readonly showsAll: ComputedRef<boolean>
  toCanvas: (clientX: number, clientY: number) => Position
  toClient: (place: Position) => Position
  /** Where a place is on a layer that lies over the canvas. */
  toLayer: (place: Position) => Position
  /** The steps where they lie. */
  readonly steps: ComputedRef<readonly PlacedStep[]>
  /** Moves the canvas until a place is in its middle. */
  goTo: (middle: Position) => void
  /** Changes whenever the canvas is moved or enlarged. */
  readonly surface: ComputedRef<string>
  /** The part of the canvas that is in sight. */
  readonly sight: ComputedRef<Sight>
  /** Moves the canvas until all of somebody's sight is in sight. */
  showSight: (sight: Sight) => void
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

/** Only nodes of steps are drawn, so what a node carries is what `canvasNodes` gave it. */
function boxOfNode({ position, data }: GraphNode): Box {
  const { step } = data as CanvasStepView
  return { x: position.x, y: position.y, ...sizeOf(step) }
}

function sightParts(
  flow: ReturnType<typeof useVueFlow>,
): Pick<CanvasView, 'toLayer' | 'surface' | 'sight' | 'showSight'> {
  return {
    toLayer: ({ x, y }) => {
      const { x: left, y: top, zoom } = flow.viewport.value
      return { x: x * zoom + left, y: y * zoom + top }
    },
    surface: computed(() => Object.values(flow.viewport.value).join(' ')),
    sight: computed(() => sightOf(flow.viewport.value, flow.dimensions.value)),
    showSight: (sight) => {
      const { width, height } = flow.dimensions.value
      if (width === 0 || height === 0) return
      const wanted = viewportFor(sight, { width, height }, zoomRange)
      const { x, y, zoom } = flow.viewport.value
      const off = Math.max(Math.abs(x - wanted.x), Math.abs(y - wanted.y))
      if (off > 0.5 || Math.abs(zoom - wanted.zoom) > 0.001) void flow.setViewport(wanted)
    },
  }
}

/** Opens the view of the canvas in this component. */
export function useCanvasView(
  frame: Readonly<Ref<HTMLElement | null>>,
  pipeline: ComputedRef<Pipeline>,
): CanvasView {
  const flowId = useId()
  const flow = useVueFlow(flowId)
  // What the canvas knows of a step is watched part by part; asking it of all of them takes long.
  const steps = computed(() => placedSteps(pipeline.value))
  let hasFitted = false
  const size = (): { width: number; height: number } => {
    const box = frame.value?.getBoundingClientRect()
    return { width: box?.width ?? 0, height: box?.height ?? 0 }
  }
  const fit = (steps: readonly StepId[] = [], duration = 180): void => {
    const wanted = flow.getNodes.value.filter(
      ({ id }) => steps.length === 0 || steps.includes(id as StepId),
    )
    const found = fitView(wanted.map(boxOfNode), size(), zoomRange.least)
    if (found) void flow.setViewport(found, { duration })
  }
  return {
    flowId,
    zoom: computed(() => flow.viewport.value.zoom),
    steps,
    goTo: ({ x, y }) => {
      void flow.setCenter(x, y, { zoom: flow.viewport.value.zoom })
    },
    freeCorner: computed(() =>
      mapCorner(
        steps.value.filter(({ step }) => step.kind !== 'frame'),
        flow.viewport.value,
        flow.dimensions.value,
      ),
    ),
    showsAll: computed(() =>
      steps.value.every((box) => isInSight(box, flow.viewport.value, flow.dimensions.value)),
    ),
    toCanvas: (x, y) => flow.screenToFlowCoordinate({ x, y }),
    toClient: (place) => flow.flowToScreenCoordinate(place),
    ...sightParts(flow),
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
      if (!node) return
      const box = boxOfNode(node)
      // What is larger than the canvas is never wholly in sight; a part of it is enough.
      if (isPartlyInSight(box, flow.viewport.value, size()) && node.type === 'frame') return
      if (isInSight(box, flow.viewport.value, size())) return
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      void flow.setCenter(centre.x, centre.y, { zoom: flow.viewport.value.zoom, duration: 180 })
    },
  }
}
