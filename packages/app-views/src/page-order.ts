import type { App, Widget } from '@weft/app-model'

/** The widgets of a page in reading order, which is also their order on a narrow screen. */
export function widgetsOfPage(app: App, page: string): readonly Widget[] {
  return Object.values<Widget>(app.widgets)
    .filter((widget) => widget.page === page)
    .toSorted((a, b) => a.place.y - b.place.y || a.place.x - b.place.x || (a.id < b.id ? -1 : 1))
}
