import {
  widgetKinds,
  widgetSpecs,
  type GridPlace,
  type PageId,
  type Widget,
  type WidgetId,
  type WidgetKind,
  type WidgetSettings,
} from '@weft/app-model'
import { newId, type LocalText } from '@weft/kernel'
import { isRemoved, liveEntry, mapIn, type WorkspaceRoots } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { mapAt, markRemoved, setEntry, setLocalText } from './edit-values.ts'
import { oneOf } from './field-reader.ts'
import { widgetMap } from './write-entries.ts'
import { readPlace, sharedText, widgetReaders } from './widget-readers.ts'

/** A widget to add; settings not given begin as the kind's own, and so does its size. */
export interface NewWidget<K extends WidgetKind = WidgetKind> {
  readonly page: PageId
  readonly kind: K
  readonly place: Pick<GridPlace, 'x' | 'y'> & Partial<GridPlace>
  readonly title?: LocalText
  readonly settings?: Partial<WidgetSettings[K]>
}

/** The intents on the app and its widgets. Intents on widgets that are gone do nothing; unfit values throw. */
export interface AppEdits {
  setAppTitle(title: LocalText): void
  setAppSummary(summary: LocalText): void
  addWidget<K extends WidgetKind>(widget: NewWidget<K>): WidgetId
  /** Moves and sizes widgets; a `page` moves the widget there. */
  moveWidgets(places: Readonly<Record<WidgetId, GridPlace & { readonly page?: PageId }>>): void
  setWidgetSetting(widget: WidgetId, setting: string, value: unknown): void
  setWidgetTitle(widget: WidgetId, title: LocalText): void
  removeWidgets(ids: readonly WidgetId[]): void
  restoreWidgets(ids: readonly WidgetId[]): void
}

const readKind = oneOf(widgetKinds)

function fitPlace(place: GridPlace): GridPlace {
  const fit = readPlace({ x: place.x, y: place.y, w: place.w, h: place.h })
  if (!fit) throw new Error('A place on the grid is whole cells within 12 columns.')
  return fit
}

function editAppTexts({
  roots,
  write,
}: EditContext): Pick<AppEdits, 'setAppTitle' | 'setAppSummary'> {
  return {
    setAppTitle: (title) => {
      const change = () => {
        setLocalText(roots.app, 'title', title)
      }
      write('set-app-title', change, 'app title')
    },
    setAppSummary: (summary) => {
      const change = () => {
        setLocalText(roots.app, 'summary', summary)
      }
      write('set-app-summary', change, 'app summary')
    },
  }
}

function setSetting(roots: WorkspaceRoots, id: WidgetId, setting: string, value: unknown): void {
  const widget = liveEntry(roots.widgets, id)
  if (!widget) return
  const kind = readKind(widget.get('kind'))
  const reader = kind && new Map(Object.entries(widgetReaders[kind])).get(setting)
  if (!reader) throw new Error(`A widget has no setting "${setting}".`)
  const settings = mapAt(widget, 'settings')
  if (reader === sharedText) {
    setLocalText(settings, setting, value as LocalText)
    return
  }
  const fit = reader(value)
  if (fit === undefined) throw new Error(`The setting "${setting}" does not take this value.`)
  setEntry(settings, setting, fit)
}

function editWidgetRemoval({
  roots,
  write,
}: EditContext): Pick<AppEdits, 'removeWidgets' | 'restoreWidgets'> {
  return {
    removeWidgets: (ids) => {
      write('remove-widgets', () => {
        for (const id of ids) {
          const widget = liveEntry(roots.widgets, id)
          if (widget) markRemoved(widget)
        }
      })
    },
    restoreWidgets: (ids) => {
      write('restore-widgets', () => {
        for (const id of ids) {
          const widget = mapIn(roots.widgets, id)
          if (widget && isRemoved(widget)) widget.delete('removed')
        }
      })
    },
  }
}

/** The intents on the app and its widgets over a document. */
export function editApp(context: EditContext): AppEdits {
  const { roots, write, random } = context
  const widgetOf = (id: WidgetId) => liveEntry(roots.widgets, id)

  return {
    ...editAppTexts(context),
    ...editWidgetRemoval(context),
    addWidget: ({ page, kind, place, title = {}, settings = {} }) =>
      write('add-widget', () => {
        const id = newId('wi', random)
        const widget = {
          kind,
          page,
          title,
          place: fitPlace({ ...widgetSpecs[kind].size, ...place }),
          settings: { ...widgetSpecs[kind].initial, ...settings },
        }
        roots.widgets.set(id, widgetMap(widget as Omit<Widget, 'id'>))
        return id
      }),
    moveWidgets: (places) => {
      write('move-widgets', () => {
        for (const [id, place] of Object.entries(places)) {
          const widget = liveEntry(roots.widgets, id)
          widget?.set('place', fitPlace(place))
          if (widget && place.page) setEntry(widget, 'page', place.page)
        }
      })
    },
    setWidgetSetting: (id, setting, value) => {
      const change = () => {
        setSetting(roots, id, setting, value)
      }
      write('set-widget-setting', change, `setting ${id} ${setting}`)
    },
    setWidgetTitle: (id, title) => {
      const change = () => {
        const widget = widgetOf(id)
        if (widget) setLocalText(widget, 'title', title)
      }
      write('set-widget-title', change, `title ${id}`)
    },
  }
}
