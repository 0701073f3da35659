import type { Position } from '@weft/pipeline-model'
import type { Box, Size } from './step-size.ts'

/** How far the canvas is moved and enlarged. */
export interface Viewport extends Position {
  readonly zoom: number
}

/** What stays free at the edges: below are the tools, above the names of other people at a step. */
const room = { left: 20, right: 20, top: 28, bottom: 64 } as const
const mostZoom = 1

/** The view that shows all these steps wholly, never enlarged; null when there is nothing to show or no room. */
export function fitView(boxes: readonly Box[], frame: Size, least: number): Viewport | null {
  const width = frame.width - room.left - room.right
  const height = frame.height - room.top - room.bottom
  if (boxes.length === 0 || width <= 0 || height <= 0) return null
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  const across = Math.max(...boxes.map(({ x, width: own }) => x + own)) - left
  const down = Math.max(...boxes.map(({ y, height: own }) => y + own)) - top
  const zoom = Math.max(least, Math.min(mostZoom, width / across, height / down))
  return {
    zoom,
    x: room.left + Math.max(0, (width - across * zoom) / 2) - left * zoom,
    y: room.top + Math.max(0, (height - down * zoom) / 2) - top * zoom,
  }
}

/** Whether a step lies wholly in sight. */
export function isInSight(box: Box, { x, y, zoom }: Viewport, frame: Size): boolean {
  const edge = 8
  const left = box.x * zoom + x
  const top = box.y * zoom + y
  return (
    left >= edge &&
    top >= edge &&
    left + box.width * zoom <= frame.width - edge &&
    top + box.height * zoom <= frame.height - edge
  )
}

/** Whether some of it lies in sight. */
export function isPartlyInSight(box: Box, { x, y, zoom }: Viewport, frame: Size): boolean {
  const left = box.x * zoom + x
  const top = box.y * zoom + y
  return (
    left < frame.width &&
    top < frame.height &&
    left + box.width * zoom > 0 &&
    top + box.height * zoom > 0
  )
}

/** How much larger letters are drawn on a step when the canvas is seen from afar, so that they stay legible. */
export function letterScale(zoom: number): number {
  return Math.min(1.7, Math.max(1, 0.9 / zoom))
}
