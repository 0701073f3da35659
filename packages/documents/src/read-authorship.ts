import type { EntityChange } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { mapIn, rootsOf, textIn } from './document-shape.ts'

/** Which browser window wrote something, and how far its clock was: the log says whose window that was. */
export interface WrittenBy {
  readonly client: number
  readonly clock: number
}

type Holder = Pick<Y.AbstractType<unknown>, '_map'>

const writerOf = (item: Y.Item | undefined): WrittenBy | null =>
  item ? { client: item.id.client, clock: item.id.clock } : null

const entryWriter = (holder: Holder | null, key: string): WrittenBy | null =>
  writerOf(holder?._map.get(key))

function pipelineOf(doc: Y.Doc, change: EntityChange): Y.Map<unknown> | null {
  const { pipelines } = rootsOf(doc)
  const { entity } = change
  const own = entity.type === 'pipeline' ? entity.id : entity.parent?.split(' ')[1]
  const found = mapIn(pipelines, own ?? '')
  if (found) return found
  // An item's parent is a step, wherever that is.
  for (const key of pipelines.keys()) {
    const pipeline = mapIn(pipelines, key)
    if (mapIn(mapIn(pipeline, 'steps'), own ?? '')) return pipeline
  }
  return null
}

/** The map that holds an entity, and the key it has there. */
function placeOf(doc: Y.Doc, change: EntityChange): readonly [Y.Map<unknown> | null, string] {
  const { entity } = change
  const { pipelines, pages, widgets, app } = rootsOf(doc)
  if (entity.type === 'pipeline') return [pipelines, entity.id]
  if (entity.type === 'page') return [pages, entity.id]
  if (entity.type === 'widget') return [widgets, entity.id]
  if (entity.type === 'app') return [app, '']
  const pipeline = pipelineOf(doc, change)
  if (entity.type === 'step') return [mapIn(pipeline, 'steps'), entity.id]
  if (entity.type === 'edge') return [mapIn(pipeline, 'edges'), entity.id]
  const step = mapIn(mapIn(pipeline, 'steps'), entity.parent?.split(' ')[1] ?? '')
  return [mapIn(mapIn(step, 'settings'), entity.list ?? ''), entity.id]
}

function newestIn(text: Y.Text | null): WrittenBy | null {
  let newest: Y.Item | undefined
  for (let item = text?._start ?? null; item !== null; item = item.right) {
    if (!newest || item.id.clock > newest.id.clock) newest = item
  }
  return writerOf(newest)
}

function fieldWriter(entry: Y.Map<unknown>, field: string): WrittenBy | null {
  const [group = '', name, language] = field.split('.')
  if (name === undefined) return entryWriter(entry, field)
  if (group === 'title' || group === 'summary') return entryWriter(mapIn(entry, group), name)
  const settings = mapIn(entry, 'settings')
  const holder = language === undefined ? settings : mapIn(settings, name)
  const key = language ?? name
  return newestIn(textIn(holder, key)) ?? entryWriter(holder, key)
}

/**
 * Who made each change that led to the document as it is now, in the order of the changes; null where the document
 * does not say, as it forgets who removed an edge.
 */
export function readAuthorship(
  doc: Y.Doc,
  changes: readonly EntityChange[],
): readonly (WrittenBy | null)[] {
  return changes.map((change) => {
    const [holder, key] = placeOf(doc, change)
    const entry = key === '' ? holder : mapIn(holder, key)
    if (change.change === 'removed') return entry ? entryWriter(entry, 'removed') : null
    if (change.change === 'added' || !entry) return entryWriter(holder, key)
    const writers = change.fields
      .filter(({ field }) => field !== 'position')
      .flatMap(({ field }) => fieldWriter(entry, field) ?? [])
    return writers[0] ?? entryWriter(holder, key)
  })
}
