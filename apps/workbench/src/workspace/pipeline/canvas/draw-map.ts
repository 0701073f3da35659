import { stepSpecs, type Pipeline, type Step, type StepFamily } from '@weft/pipeline-model'
import type { Sight } from '@weft/workspace-client'
import { mapSize } from './map-corner.ts'
import { sizeOf, type Box } from './step-size.ts'

/** A step where it lies, for the overview. */
export interface PlacedStep extends Box {
  readonly step: Step
}

/** The overview as shapes: one path for each colour, and all but what is in sight. */
export interface MapDrawing {
  /** What of the canvas is shown. */
  readonly frame: Sight
  readonly paths: readonly { readonly colour: string; readonly path: string }[]
  readonly mask: string
}

const colours: Partial<Record<StepFamily, string>> = {
  source: 'var(--series-1)',
  figures: 'var(--series-6)',
  combine: 'var(--series-2)',
  quality: 'var(--bad)',
  code: 'var(--series-4)',
  result: 'var(--series-5)',
  canvas: 'var(--ink-faint)',
}
// Frames lie below steps on the overview too, so they are only a shade there.
const frameColour = 'var(--surface-pressed)'

function colourOf({ kind }: Step): string {
  if (kind === 'frame') return frameColour
  return colours[stepSpecs[kind].family] ?? 'var(--series-3)'
}

/** The steps of a pipeline where they lie. */
export function placedSteps({ steps, positions }: Pipeline): readonly PlacedStep[] {
  return Object.values<Step>(steps).map((step) => {
    const { x, y } = positions[step.id] ?? { x: 0, y: 0 }
    return { step, x, y, ...sizeOf(step) }
  })
}

const rect = ({ x, y, width, height }: Box): string => `M${x} ${y}h${width}v${height}h${-width}z`

/** Everything and what is in sight, with some room, in the shape of the overview. */
function frameAround(boxes: readonly Box[]): Sight {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  const scale = Math.max((right - left) / mapSize.width, (bottom - top) / mapSize.height) * 1.08
  const [width, height] = [mapSize.width * scale, mapSize.height * scale]
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height }
}

/** Draws the overview of a canvas. */
export function drawMap(steps: readonly PlacedStep[], sight: Sight): MapDrawing {
  const frame = frameAround([...steps, sight])
  const byColour = new Map<string, string>([[frameColour, '']])
  for (const placed of steps) {
    const colour = colourOf(placed.step)
    byColour.set(colour, (byColour.get(colour) ?? '') + rect(placed))
  }
  return {
    frame,
    paths: [...byColour].map(([colour, path]) => ({ colour, path })),
    mask: rect(frame) + rect(sight),
  }
}
