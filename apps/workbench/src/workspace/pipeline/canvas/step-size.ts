import type { Position, Step, StepKind } from '@weft/pipeline-model'

/** Width of a step on the canvas, in canvas units. */
export const stepWidth = 184

/** Height of a step on the canvas, in canvas units. */
export const stepHeight = 60

/** The distance kept between steps that are placed automatically. */
export const stepGap = { x: 56, y: 36 } as const

/** The grid that steps snap to. */
export const snapGrid: [number, number] = [8, 8]

/** How much room something takes on the canvas. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Where something stands on the canvas and how much room it takes. */
export interface Box extends Position, Size {}

const own: Partial<Record<StepKind, Size>> = {
  chart: { width: 288, height: 192 },
  reroute: { width: 40, height: 28 },
}

/** The room a step takes: notes and frames say it themselves, all others of a kind are alike. */
export function sizeOf(step: Step): Size {
  if (step.kind === 'note' || step.kind === 'frame') {
    return { width: step.settings.width, height: step.settings.height }
  }
  return own[step.kind] ?? { width: stepWidth, height: stepHeight }
}
