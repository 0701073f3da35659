import type { Viewport } from './fit-view.ts'
import type { Box, Size } from './step-size.ts'

/** The size of the overview on screen, in pixels. */
export const mapSize: Size = { width: 168, height: 104 }

/** The corners the overview can stand in; at the left below are the tools. */
export type MapCorner = 'bottom-right' | 'top-right'

const margin = 12

/** The corner where the overview covers no step; null where it would cover one in either. */
export function mapCorner(
  boxes: readonly Box[],
  { x, y, zoom }: Viewport,
  frame: Size,
): MapCorner | null {
  const left = frame.width - mapSize.width - margin
  const isFree = (top: number): boolean =>
    boxes.every(
      (box) =>
        (box.x + box.width) * zoom + x < left ||
        box.y * zoom + y > top + mapSize.height ||
        (box.y + box.height) * zoom + y < top,
    )
  if (isFree(frame.height - mapSize.height - margin)) return 'bottom-right'
  return isFree(margin) ? 'top-right' : null
}
