import type { Pipeline, Position, StepId } from '@weft/pipeline-model'

const across = 260
const down = 130

/** A free place for a new step: right of the steps it will follow, or below everything when it follows none. */
export function defaultPositionFor(pipeline: Pipeline, after: readonly StepId[] = []): Position {
  const places = Object.values<Position>(pipeline.positions)
  const sources = after.flatMap((id) => pipeline.positions[id] ?? [])
  const first = sources[0]
  let place: Position
  if (first) {
    place = {
      x: Math.max(...sources.map((source) => source.x)) + across,
      y: Math.round(sources.reduce((sum, source) => sum + source.y, 0) / sources.length),
    }
  } else {
    const left = places.length === 0 ? 0 : Math.min(...places.map((other) => other.x))
    const bottom = places.length === 0 ? -down : Math.max(...places.map((other) => other.y))
    place = { x: left, y: bottom + down }
  }
  const isTaken = (at: Position) =>
    places.some(
      (other) => Math.abs(other.x - at.x) < across / 2 && Math.abs(other.y - at.y) < down / 2,
    )
  while (isTaken(place)) place = { x: place.x, y: place.y + down }
  return place
}
