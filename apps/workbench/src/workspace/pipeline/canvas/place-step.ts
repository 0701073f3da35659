import type { Pipeline, Position, StepId } from '@weft/pipeline-model'
import { stepGap, stepHeight, stepWidth } from './step-size.ts'

/** Where a new step goes that continues another: to its right, below whatever stands there already. */
export function placeAfter(pipeline: Pipeline, step: StepId): Position {
  const from = pipeline.positions[step] ?? { x: 0, y: 0 }
  return freePlace(pipeline, { x: from.x + stepWidth + stepGap.x, y: from.y })
}

/** The wanted position, or the nearest free one straight below it. */
export function freePlace(pipeline: Pipeline, wanted: Position): Position {
  const taken = Object.values(pipeline.positions)
  let place = { x: Math.round(wanted.x), y: Math.round(wanted.y) }
  while (taken.some((other) => overlaps(place, other))) {
    place = { x: place.x, y: place.y + stepHeight + stepGap.y }
  }
  return place
}

function overlaps(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) < stepWidth + 8 && Math.abs(a.y - b.y) < stepHeight + 8
}
