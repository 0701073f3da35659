import type { GridPlace, Page, Widget } from '@weft/app-model'
import { entityKey, type EntityKey } from '@weft/workspace-changes'
import type { ChangeView, Contents, Mark } from './review-contents.ts'

/** A widget of the drawing; one that was removed stands where it stood. */
export interface DrawnWidget {
  readonly key: EntityKey
  readonly widget: Widget
  readonly place: GridPlace
  readonly mark: Mark | null
}

/** A page with every widget that is on it before or afterwards. */
export interface PageDrawing {
  readonly key: EntityKey
  readonly page: Page
  readonly mark: Mark | null
  readonly widgets: readonly DrawnWidget[]
}

/** Every page of two apps as one drawing each, in their order; removed pages come last. */
export function drawPages(
  { before, after }: Contents,
  marks: ChangeView['marks'],
): readonly PageDrawing[] {
  const kept = new Set(after.app.pages.map(({ id }) => id))
  const pages = [...after.app.pages, ...before.app.pages.filter(({ id }) => !kept.has(id))]
  const draw = (widget: Widget): DrawnWidget => {
    const key = entityKey('widget', widget.id)
    return { key, widget, place: widget.place, mark: marks.get(key) ?? null }
  }
  const gone = Object.values<Widget>(before.app.widgets).filter(
    ({ id }) => !Object.hasOwn(after.app.widgets, id),
  )
  const all = [...gone, ...Object.values<Widget>(after.app.widgets)]
  return pages.map((page) => {
    const key = entityKey('page', page.id)
    const widgets = all
      .filter((widget) => widget.page === page.id)
      .toSorted((a, b) => a.place.y - b.place.y || a.place.x - b.place.x)
    return { key, page, mark: marks.get(key) ?? null, widgets: widgets.map(draw) }
  })
}
