import type { Movement } from '@weft/workspace-client'
import { glide } from './glide.ts'

/** A place on a surface or on the screen. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** What a layer of pointers is drawn from; everything is asked anew for each frame. */
export interface CursorLayerParts {
  /** The pointers that are drawn, each with its element. */
  readonly marks: () => ReadonlyMap<number, HTMLElement>
  readonly movements: () => ReadonlyMap<number, Movement>
  /** Where a place of the surface is on the layer. */
  readonly project: (spot: Spot) => Spot
  readonly size: () => { readonly width: number; readonly height: number }
  /** Whether pointers leap instead of gliding. */
  readonly isStill: () => boolean
  readonly requestFrame: (frame: (atMs: number) => void) => number
  readonly cancelFrame: (frame: number) => void
}

/** Draws pointers in one go per frame, as long as any of them is on its way. */
export interface CursorLayer {
  /** Something moved: a pointer, or the surface under them. */
  readonly wake: () => void
  readonly dispose: () => void
}

/** A pointer's tip may be a little outside while its name is still in sight. */
const marginPx = 160

/** Opens a layer of pointers; only transforms are written, and none for what is out of sight. */
export function openCursorLayer(parts: CursorLayerParts): CursorLayer {
  const spots = new Map<number, Spot>()
  let frame: number | null = null
  let drawnAt: number | null = null

  function step(id: number, target: Spot, passedMs: number): Spot {
    const from = parts.isStill() ? undefined : spots.get(id)
    const next = from
      ? { x: glide(from.x, target.x, passedMs), y: glide(from.y, target.y, passedMs) }
      : target
    spots.set(id, next)
    return next
  }
  function draw(mark: HTMLElement, spot: Spot, size: { width: number; height: number }): void {
    const { x, y } = parts.project(spot)
    const isOut = x < -marginPx || y < -marginPx || x > size.width || y > size.height
    const wanted = isOut ? '' : `translate3d(${x.toFixed(1)}px, ${y.toFixed(1)}px, 0)`
    if (mark.dataset['at'] === wanted) return
    mark.dataset['at'] = wanted
    mark.style.display = isOut ? 'none' : ''
    if (!isOut) mark.style.transform = wanted
  }
  function drawAll(atMs: number): void {
    frame = null
    const passedMs = drawnAt === null ? 16 : atMs - drawnAt
    drawnAt = atMs
    const [marks, movements, size] = [parts.marks(), parts.movements(), parts.size()]
    let isMoving = false
    for (const [id, mark] of marks) {
      const target = movements.get(id)?.cursor
      if (!target) {
        spots.delete(id)
        mark.style.display = 'none'
        mark.dataset['at'] = ''
        continue
      }
      const spot = step(id, target, passedMs)
      isMoving ||= spot.x !== target.x || spot.y !== target.y
      draw(mark, spot, size)
    }
    for (const id of spots.keys()) if (!marks.has(id)) spots.delete(id)
    if (isMoving) wake()
    else drawnAt = null
  }
  function wake(): void {
    frame ??= parts.requestFrame(drawAll)
  }
  return {
    wake,
    dispose: () => {
      if (frame !== null) parts.cancelFrame(frame)
      frame = null
      spots.clear()
    },
  }
}
