import type { Widget, WidgetId } from '@weft/app-model'
import type { EntityChange, WorkspaceContent } from '@weft/workspace-changes'
import { mapIn, type WorkspaceRoots } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { mapAt, markRemoved, setEntry } from './edit-values.ts'
import { writeWords } from './write-words.ts'
import { pageMap, widgetMap } from './write-entries.ts'

type Roots = WorkspaceRoots

function writePage({ pages }: Roots, content: WorkspaceContent, change: EntityChange): void {
  const { id } = change.entity
  const target = content.app.pages.find((page) => page.id === id)
  const entry = mapIn(pages, id)
  if (!target) {
    if (entry) markRemoved(entry)
  } else if (!entry) pages.set(id, pageMap(target))
  else {
    entry.delete('removed')
    writeWords(entry, 'title', change.fields)
    setEntry(entry, 'order', target.order)
  }
}

function writeWidgetField(entry: ReturnType<typeof mapIn>, change: EntityChange): void {
  if (!entry) return
  writeWords(entry, 'title', change.fields)
  const settings = mapAt(entry, 'settings')
  for (const { field, after } of change.fields) {
    const [group, name = '', language] = field.split('.')
    if (field === 'place' || field === 'page') entry.set(field, after)
    if (group === 'setting' && language === undefined) setEntry(settings, name, after)
    if (group === 'setting' && language !== undefined)
      writeWords(settings, name, change.fields, 'setting.')
  }
}

function writeWidget({ widgets }: Roots, content: WorkspaceContent, change: EntityChange): void {
  const target: Widget | undefined = content.app.widgets[change.entity.id as WidgetId]
  const entry = mapIn(widgets, change.entity.id)
  if (!target) {
    if (entry) markRemoved(entry)
  } else if (entry?.get('kind') !== target.kind) {
    widgets.set(target.id, widgetMap(target))
  } else {
    entry.delete('removed')
    writeWidgetField(entry, change)
  }
}

/** Writes what differs in the app. */
export function bringAppTo(
  { roots }: EditContext,
  content: WorkspaceContent,
  changes: readonly EntityChange[],
): void {
  for (const change of changes) {
    const { type } = change.entity
    if (type === 'page') writePage(roots, content, change)
    if (type === 'widget') writeWidget(roots, content, change)
    if (type !== 'app') continue
    for (const name of ['title', 'summary'] as const) writeWords(roots.app, name, change.fields)
  }
}
