import { widgetSpecs, type GridPlace, type Widget, type WidgetId } from '@weft/app-model'
import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { fitPlace } from './settle-places.ts'

const rowPx = 52
const gapPx = 12

/** A widget under way: where it would stand if it were let go now. */
export interface Drag {
  readonly widget: WidgetId
  readonly place: GridPlace
}

/** Moves and sizes widgets with the pointer; the place is committed once, at the end. */
export function useGridDrag(
  grid: Readonly<Ref<HTMLElement | null>>,
  commit: (widget: Widget, place: GridPlace) => void,
): {
  readonly drag: Readonly<ShallowRef<Drag | null>>
  start: (event: PointerEvent, widget: Widget, what: 'move' | 'size') => void
} {
  const drag = shallowRef<Drag | null>(null)

  function start(event: PointerEvent, widget: Widget, what: 'move' | 'size') {
    const { currentTarget: target, pointerId } = event
    if (event.button !== 0 || !(target instanceof HTMLElement) || !grid.value) return
    const columnPx = (grid.value.clientWidth + gapPx) / 12
    const from = { x: event.clientX, y: event.clientY }
    const least = widgetSpecs[widget.kind].leastSize
    target.setPointerCapture(pointerId)

    const move = (now: PointerEvent) => {
      const [dx, dy] = [(now.clientX - from.x) / columnPx, (now.clientY - from.y) / rowPx]
      const { place } = widget
      const wanted =
        what === 'move'
          ? { ...place, x: place.x + dx, y: place.y + dy }
          : { ...place, w: Math.min(place.w + dx, 12 - place.x), h: place.h + dy }
      const far = Math.hypot(now.clientX - from.x, now.clientY - from.y) > 4
      if (far || drag.value) drag.value = { widget: widget.id, place: fitPlace(wanted, least) }
    }
    const end = (now: PointerEvent) => {
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerup', end)
      target.removeEventListener('pointercancel', end)
      if (drag.value && now.type === 'pointerup') commit(widget, drag.value.place)
      drag.value = null
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', end)
    target.addEventListener('pointercancel', end)
  }
  return { drag, start }
}
