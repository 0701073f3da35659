import {
  widgetSpecs,
  type GridPlace,
  type PageId,
  type Widget,
  type WidgetId,
  type WidgetKind,
} from '@weft/app-model'
import { suggestPage, type SettingChange } from '@weft/app-runtime'
import { widgetsOfPage } from '@weft/app-views'
import type { LocalText } from '@weft/kernel'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { fitPlace, rowBelow, settlePlaces, type Places } from './settle-places.ts'

/** What is open and selected in the builder, and the intents its parts send. */
export interface Builder {
  readonly page: ComputedRef<PageId | null>
  openPage(page: PageId): void
  readonly widgets: ComputedRef<readonly Widget[]>
  readonly selected: ComputedRef<Widget | null>
  select(widget: WidgetId | null): void
  add(kind: WidgetKind): void
  suggest(output: string): void
  place(widget: Widget, place: GridPlace): void
  duplicate(widget: Widget): void
  remove(widget: Widget): void
  set(widget: Widget, change: SettingChange): void
  setTitle(widget: Widget, title: LocalText): void
}

/** The builder over the app of an open workspace. */
export function useBuilder(session: WorkspaceSession): Builder {
  const { picture, client } = session
  const app = computed(() => picture.value.app)
  const chosenPage = ref<PageId | null>(null)
  const chosen = ref<WidgetId | null>(null)
  const page = computed<PageId | null>(() => {
    const known = app.value.pages.some((entry) => entry.id === chosenPage.value)
    return known ? chosenPage.value : (app.value.pages[0]?.id ?? null)
  })
  const widgets = computed(() => (page.value ? widgetsOfPage(app.value, page.value) : []))
  const selected = computed(() => widgets.value.find((one) => one.id === chosen.value) ?? null)
  // Others see which page one is on, and which widget one has in hand.
  watch(
    [page, chosen],
    (ids) =>
      client.presence.set({
        area: 'app',
        selection: ids.filter((id): id is PageId | WidgetId => id !== null),
      }),
    { immediate: true },
  )
  return {
    page,
    widgets,
    selected,
    openPage: (id) => {
      chosenPage.value = id
      chosen.value = null
    },
    select: (id) => {
      chosen.value = id
    },
    ...widgetIntents(session, page, widgets, chosen),
  }
}

type WidgetIntents = Pick<
  Builder,
  'add' | 'suggest' | 'place' | 'duplicate' | 'remove' | 'set' | 'setTitle'
>

function widgetIntents(
  { document: { edit }, outputs }: WorkspaceSession,
  page: ComputedRef<PageId | null>,
  widgets: ComputedRef<readonly Widget[]>,
  chosen: Ref<WidgetId | null>,
): WidgetIntents {
  const below = () => rowBelow(widgets.value.map((widget) => widget.place))
  const places = (): Places =>
    Object.fromEntries(widgets.value.map((widget) => [widget.id, widget.place]))

  return {
    add: (kind) => {
      if (!page.value) return
      const bound = kind === 'text' ? {} : { output: Object.keys(outputs.value)[0] ?? null }
      const place = { x: 0, y: below(), ...widgetSpecs[kind].size }
      chosen.value = edit.addWidget({ page: page.value, kind, place, settings: bound })
    },
    suggest: (name) => {
      const schema = outputs.value[name]?.schema
      const target = page.value
      if (!schema || !target) return
      const top = below()
      const [first] = edit.gesture('suggest-page', () =>
        suggestPage(name, schema).map((draft) => {
          const place = { ...draft.place, y: draft.place.y + top }
          return edit.addWidget({ ...draft, page: target, place })
        }),
      )
      chosen.value = first ?? null
    },
    place: (widget, wanted) => {
      const fit = fitPlace(wanted, widgetSpecs[widget.kind].leastSize)
      const moves = settlePlaces(places(), widget.id, fit)
      if (Object.keys(moves).length > 0) edit.moveWidgets(moves)
    },
    duplicate: ({ kind, title, settings, place, page: on }) => {
      const free = { ...place, y: below() }
      chosen.value = edit.addWidget({ page: on, kind, title, settings, place: free })
    },
    remove: ({ id }) => {
      edit.removeWidgets([id])
      chosen.value = null
    },
    set: ({ id }, { key, value }) => {
      edit.setWidgetSetting(id, key, value)
    },
    setTitle: ({ id }, title) => {
      edit.setWidgetTitle(id, title)
    },
  }
}
