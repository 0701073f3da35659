import * as Y from 'yjs'
import { isRemoved, mapIn, rootsOf } from './document-shape.ts'
import type { WrittenBy } from './read-authorship.ts'

/** How much of a document as it is now one stretch of writing of one window holds. */
export interface SurvivingWork extends WrittenBy {
  readonly what: 'step' | 'setting' | 'connection' | 'widget' | 'letter'
  readonly count: number
}

type Count = (item: Y.Item, what: SurvivingWork['what'], count?: number) => void

function countText(text: Y.Text, count: Count): void {
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) count(item, 'letter', item.length)
  }
}

function countSettings(settings: Y.Map<unknown> | null, count: Count): void {
  for (const item of settings?._map.values() ?? []) {
    if (item.deleted) continue
    const inner = item.content instanceof Y.ContentType ? item.content.type : null
    if (inner instanceof Y.Text) countText(inner, count)
    else if (inner instanceof Y.Map) countSettings(inner as Y.Map<unknown>, count)
    else count(item, 'setting')
  }
}

function countEntries(
  collection: Y.Map<unknown> | null,
  what: 'step' | 'widget',
  count: Count,
): void {
  for (const [id, item] of collection?._map ?? []) {
    const entry = item.deleted ? null : mapIn(collection, id)
    if (!entry || isRemoved(entry)) continue
    count(item, what)
    countSettings(mapIn(entry, 'settings'), count)
    countSettings(mapIn(entry, 'title'), count)
  }
}

/** The steps, settings, connections, widgets and letters that are left, by who wrote them. */
export function countSurviving(doc: Y.Doc): readonly SurvivingWork[] {
  const found: SurvivingWork[] = []
  const count: Count = (item, what, amount = 1) => {
    found.push({ client: item.id.client, clock: item.id.clock, what, count: amount })
  }
  const { pipelines, widgets } = rootsOf(doc)
  for (const id of pipelines.keys()) {
    const pipeline = mapIn(pipelines, id)
    countEntries(mapIn(pipeline, 'steps'), 'step', count)
    for (const item of mapIn(pipeline, 'edges')?._map.values() ?? []) {
      if (!item.deleted) count(item, 'connection')
    }
  }
  countEntries(widgets, 'widget', count)
  return found
}
