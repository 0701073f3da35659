import { gridColumns, type GridPlace, type WidgetId } from '@weft/app-model'

/** Places by widget. */
export type Places = Readonly<Record<WidgetId, GridPlace>>

/** Makes room for a widget at its new place: whatever it or the pushed ones cover goes further down. */
export function settlePlaces(places: Places, moved: WidgetId, wanted: GridPlace): Places {
  const settled: [WidgetId, GridPlace][] = [[moved, wanted]]
  const others = Object.entries<GridPlace>(places)
    .filter(([id]) => id !== moved)
    .toSorted(([, a], [, b]) => a.y - b.y || a.x - b.x)
  for (const [id, place] of others) {
    let free = place
    for (let hit = blocking(settled, free); hit; hit = blocking(settled, free)) {
      free = { ...free, y: hit.y + hit.h }
    }
    settled.push([id as WidgetId, free])
  }
  return Object.fromEntries(settled.filter(([id, place]) => !isSame(places[id], place)))
}

/** The place within the grid and no smaller than it may be. */
export function fitPlace(
  place: GridPlace,
  least: { readonly w: number; readonly h: number },
): GridPlace {
  const w = Math.min(Math.max(Math.round(place.w), least.w), gridColumns)
  return {
    w,
    h: Math.min(Math.max(Math.round(place.h), least.h), 60),
    x: Math.min(Math.max(Math.round(place.x), 0), gridColumns - w),
    y: Math.max(Math.round(place.y), 0),
  }
}

/** The first row below everything. */
export function rowBelow(places: readonly GridPlace[]): number {
  return Math.max(0, ...places.map((place) => place.y + place.h))
}

function blocking(settled: readonly [WidgetId, GridPlace][], place: GridPlace): GridPlace | null {
  const found = settled.find(
    ([, other]) =>
      place.x < other.x + other.w &&
      other.x < place.x + place.w &&
      place.y < other.y + other.h &&
      other.y < place.y + place.h,
  )
  return found ? found[1] : null
}

function isSame(a: GridPlace | undefined, b: GridPlace): boolean {
  return a?.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h
}
