import type { Position } from '@weft/pipeline-model'
import { stepHeight, stepWidth } from './step-size.ts'

/** The frame of the canvas on screen, in pixels. */
export interface FrameSize {
  readonly width: number
  readonly height: number
}

/** How far the canvas is moved and enlarged. */
export interface Viewport extends Position {
  readonly zoom: number
}

/** What stays free at the edges: below are the tools, above the names of other people at a step. */
const room = { left: 20, right: 20, top: 28, bottom: 64 } as const
const mostZoom = 1

/** The view that shows all these steps wholly, never enlarged; null when there is nothing to show or no room. */
export function fitView(
  places: readonly Position[],
  frame: FrameSize,
  least: number,
): Viewport | null {
  const width = frame.width - room.left - room.right
  const height = frame.height - room.top - room.bottom
  if (places.length === 0 || width <= 0 || height <= 0) return null
  const left = Math.min(...places.map(({ x }) => x))
  const top = Math.min(...places.map(({ y }) => y))
  const across = Math.max(...places.map(({ x }) => x)) + stepWidth - left
  const down = Math.max(...places.map(({ y }) => y)) + stepHeight - top
  const zoom = Math.max(least, Math.min(mostZoom, width / across, height / down))
  return {
    zoom,
    x: room.left + Math.max(0, (width - across * zoom) / 2) - left * zoom,
    y: room.top + Math.max(0, (height - down * zoom) / 2) - top * zoom,
  }
}

/** Whether a step lies wholly in sight. */
export function isInSight(place: Position, { x, y, zoom }: Viewport, frame: FrameSize): boolean {
  const edge = 8
  const left = place.x * zoom + x
  const top = place.y * zoom + y
  return (
    left >= edge &&
    top >= edge &&
    left + stepWidth * zoom <= frame.width - edge &&
    top + stepHeight * zoom <= frame.height - edge
  )
}

/** How much larger letters are drawn on a step when the canvas is seen from afar, so that they stay legible. */
export function letterScale(zoom: number): number {
  return Math.min(1.7, Math.max(1, 0.9 / zoom))
}
