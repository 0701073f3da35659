import {
  widgetKinds,
  widgetSpecs,
  type App,
  type Page,
  type PageId,
  type Widget,
  type WidgetId,
  type WidgetKind,
} from '@weft/app-model'
import { isId } from '@weft/kernel'
import type * as Y from 'yjs'
import { isRemoved, mapIn, type WorkspaceRoots } from './document-shape.ts'
import { oneOf } from './field-reader.ts'
import { editedSince } from './live-items.ts'
import type { PictureNotice } from './notices.ts'
import { compareOrdered } from './order-keys.ts'
import type { PictureMemo } from './picture-memo.ts'
import { readLocalText, readOrderKey } from './read-settings.ts'
import { readPlace, sharedText, widgetReaders } from './widget-readers.ts'

const readKind = oneOf(widgetKinds)

function readPages(pages: Y.Map<unknown>, notices: PictureNotice[]): readonly Page[] {
  const read: Page[] = []
  for (const id of pages.keys()) {
    const entry = mapIn(pages, id)
    if (!entry || !isId('pg', id)) notices.push({ code: 'document.page-unreadable', args: {} })
    else if (!isRemoved(entry)) {
      read.push({ id, title: readLocalText(mapIn(entry, 'title')), order: readOrderKey(entry) })
    }
  }
  return read.sort(compareOrdered)
}

function readWidgetSettings(
  kind: WidgetKind,
  settings: Y.Map<unknown> | null,
  unreadable: (setting: string) => void,
): unknown {
  const initial = new Map<string, unknown>(Object.entries(widgetSpecs[kind].initial))
  const read = Object.entries(widgetReaders[kind]).map(([name, reader]): [string, unknown] => {
    if (reader === sharedText) return [name, readLocalText(mapIn(settings, name))]
    const value = reader(settings?.get(name))
    if (value === undefined) unreadable(name)
    return [name, value === undefined ? initial.get(name) : value]
  })
  return Object.fromEntries(read)
}

function readWidget(id: WidgetId, entry: Y.Map<unknown>, notices: PictureNotice[]): Widget | null {
  const notice = (code: string, args: PictureNotice['args'] = {}) => {
    notices.push({ code, args, widget: id })
  }
  if (isRemoved(entry)) {
    if (editedSince(entry, entry.get('removed'), entry._map.get('removed'))) {
      notice('document.widget-removed-while-edited')
    }
    return null
  }
  const kind = readKind(entry.get('kind'))
  const page = entry.get('page')
  if (!kind || !isId('pg', page)) {
    notice('document.widget-unreadable')
    return null
  }
  const settings = readWidgetSettings(kind, mapIn(entry, 'settings'), (setting) => {
    notice('document.setting-unreadable', { setting })
  })
  const place = readPlace(entry.get('place')) ?? { x: 0, y: 0, ...widgetSpecs[kind].size }
  return { id, kind, page, title: readLocalText(mapIn(entry, 'title')), place, settings } as Widget
}

function readWidgets(
  widgets: Y.Map<unknown>,
  memo: PictureMemo,
  notices: PictureNotice[],
): App['widgets'] {
  const read: Record<WidgetId, Widget> = {}
  for (const id of [...widgets.keys()].sort()) {
    const entry = mapIn(widgets, id)
    if (!entry || !isId('wi', id)) {
      notices.push({ code: 'document.widget-unreadable', args: {} })
      continue
    }
    const widget = memo.read(entry, notices, (own) => readWidget(id, entry, own))
    if (widget) read[id] = widget
  }
  return read
}

/** Moves widgets of pages that are gone to the first page; overlapping places are fine. */
function repairWidgets(
  pages: readonly Page[],
  widgets: App['widgets'],
  notices: PictureNotice[],
): App['widgets'] {
  const known = new Set<PageId>(pages.map((page) => page.id))
  const lost = Object.values<Widget>(widgets).filter((widget) => !known.has(widget.page))
  if (lost.length === 0) return widgets
  const repaired: Record<WidgetId, Widget> = { ...widgets }
  const first = pages[0]
  for (const widget of lost) {
    const code = first ? 'document.widget-moved' : 'document.widget-without-page'
    notices.push({ code, args: {}, widget: widget.id })
    if (first) repaired[widget.id] = { ...widget, page: first.id }
    else Reflect.deleteProperty(repaired, widget.id)
  }
  return repaired
}

/** Reads the app, repaired so that every widget stands on a page that is there. */
export function readApp(roots: WorkspaceRoots, memo: PictureMemo, notices: PictureNotice[]): App {
  const { app } = roots
  const pages = memo.read(roots.pages, notices, (own) => readPages(roots.pages, own))
  const widgets = memo.read(roots.widgets, notices, (own) => readWidgets(roots.widgets, memo, own))
  return {
    title: readLocalText(mapIn(app, 'title')),
    summary: readLocalText(mapIn(app, 'summary')),
    pages,
    widgets: repairWidgets(pages, widgets, notices),
  }
}
