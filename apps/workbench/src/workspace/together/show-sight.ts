import type { Sight } from '@weft/workspace-client'
import type { Viewport } from '../pipeline/canvas/fit-view.ts'

/** The part of a canvas that a frame of this size has in sight. */
export function sightOf(
  { x, y, zoom }: Viewport,
  frame: { readonly width: number; readonly height: number },
): Sight {
  return { x: -x / zoom, y: -y / zoom, width: frame.width / zoom, height: frame.height / zoom }
}

/** The view that has all of another frame's sight in sight, around the same middle. */
export function viewportFor(
  sight: Sight,
  frame: { readonly width: number; readonly height: number },
  range: { readonly least: number; readonly most: number },
): Viewport {
  const whole = Math.min(frame.width / sight.width, frame.height / sight.height)
  const zoom = Math.min(range.most, Math.max(range.least, whole))
  return {
    zoom,
    x: frame.width / 2 - (sight.x + sight.width / 2) * zoom,
    y: frame.height / 2 - (sight.y + sight.height / 2) * zoom,
  }
}
