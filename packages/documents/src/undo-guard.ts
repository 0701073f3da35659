import * as Y from 'yjs'
import { mapIn } from './document-shape.ts'
import { someLiveItem } from './live-items.ts'

/** Keeps undo from taking away what others have built on. */
export interface UndoGuard {
  /** Whether undo may delete a piece of content this person wrote. */
  mayDelete(item: Y.Item): boolean
  dispose(): void
}

type SharedType = Pick<Y.AbstractType<unknown>, '_map' | '_start' | '_item' | 'parent'>

const parentOf = (item: Y.Item): SharedType | null =>
  item.parent instanceof Y.AbstractType ? item.parent : null

const pointsAt = (edge: unknown, step: string) =>
  typeof edge === 'object' &&
  edge !== null &&
  (('from' in edge && edge.from === step) || ('to' in edge && edge.to === step))

/** Whether another person's edge begins or ends at a step. */
function carriesOthersEdge(type: SharedType, others: (item: Y.Item) => boolean): boolean {
  const id = type._item?.parentSub
  const pipeline = type._item ? parentOf(type._item)?.parent : null
  const edges = pipeline instanceof Y.Map ? mapIn(pipeline as Y.Map<unknown>, 'edges') : null
  if (typeof id !== 'string' || !edges) return false
  return [...edges._map].some(
    ([key, item]) => !item.deleted && others(item) && pointsAt(edges.get(key), id),
  )
}

/** The step a position belongs to, when the item is a position. */
function placedStep(item: Y.Item): SharedType | null {
  const positions = parentOf(item)
  const pipeline = positions?._item?.parentSub === 'positions' ? positions.parent : null
  if (!(pipeline instanceof Y.Map) || item.parentSub === null) return null
  return mapIn(mapIn(pipeline as Y.Map<unknown>, 'steps'), item.parentSub)
}

/** Watches which entries this person brings into the document, to know what stands on them later. */
export function openUndoGuard(doc: Y.Doc): UndoGuard {
  /** For every entry made here, the clock at which its making ended. */
  const births = new WeakMap<object, number>()
  const others = (item: Y.Item) => item.id.client !== doc.clientID

  const isMine = (item: Y.Item, begun: number) =>
    !item.deleted && !others(item) && item.id.clock >= begun

  function remember(transaction: Y.Transaction): void {
    if (!transaction.local) return
    const begun = transaction.beforeState.get(doc.clientID) ?? 0
    const ended = transaction.afterState.get(doc.clientID) ?? 0
    for (const [type, keys] of transaction.changed) {
      for (const key of keys) {
        const item = key === null ? undefined : type._map.get(key)
        if (item && isMine(item, begun) && item.content instanceof Y.ContentType) {
          births.set(item.content.type, ended)
        }
      }
    }
  }

  const builtOn = (type: SharedType) =>
    someLiveItem(type, others) || carriesOthersEdge(type, others)

  function* around(item: Y.Item): Generator<SharedType> {
    const placed = placedStep(item)
    if (placed) yield placed
    if (item.content instanceof Y.ContentType) yield item.content.type
    for (
      let type = parentOf(item);
      type !== null;
      type = type._item ? parentOf(type._item) : null
    ) {
      yield type
    }
  }

  doc.on('afterTransaction', remember)
  return {
    mayDelete(item) {
      for (const type of around(item)) {
        const ended = births.get(type)
        if (ended !== undefined && item.id.clock < ended && builtOn(type)) return false
      }
      const own = item.content instanceof Y.ContentType ? item.content.type : null
      return own === null || !someLiveItem(own, others)
    },
    dispose: () => {
      doc.off('afterTransaction', remember)
    },
  }
}
