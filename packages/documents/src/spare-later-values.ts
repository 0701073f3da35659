import * as Y from 'yjs'

/** What one step of undo wrote and what it deleted, as Yjs keeps it. */
interface UndoStep {
  insertions: ReturnType<typeof Y.createDeleteSet>
  deletions: ReturnType<typeof Y.createDeleteSet>
}

/** Where an item is now: taking back and doing again make copies. */
function copyNow(doc: Y.Doc, item: Y.Item): Y.Item {
  let now = item
  while (now.redone !== null) {
    const next = Y.getItem(doc.store, now.redone)
    if (!(next instanceof Y.Item)) break
    now = next
  }
  return now
}

/** The value that stands at the key of a map's entry; null when there is none. */
function standingAt(doc: Y.Doc, entry: Y.Item): Y.Item | null {
  const { parent, parentSub } = entry
  if (!(parent instanceof Y.AbstractType) || parentSub === null) return null
  const content = parent._item ? copyNow(doc, parent._item).content : null
  const map = content instanceof Y.ContentType ? content.type : parent
  const standing = map._map.get(parentSub)
  return standing && !standing.deleted ? standing : null
}

/** Calls for each item of a set of clocks that is an entry of a map. */
function eachEntry(
  transaction: Y.Transaction,
  clocks: UndoStep['deletions'],
  visit: (entry: Y.Item) => void,
): void {
  Y.iterateDeletedStructs(transaction, clocks, (struct) => {
    if (struct instanceof Y.Item && struct.parentSub !== null) visit(struct)
  })
}

/**
 * Takes out of a step the values it replaced where by now something else stands than what the step wrote. Yjs looks at
 * the way from the old value to the one that stands, and takes another person's value for one's own once undo has
 * brought it back: an older value would come in its place.
 */
function spareLaterValues(transaction: Y.Transaction, step: UndoStep): void {
  const { doc } = transaction
  const written = new Set<Y.Item>()
  eachEntry(transaction, step.insertions, (entry) => written.add(copyNow(doc, entry)))
  const spared = new Map<number, Set<number>>()
  eachEntry(transaction, step.deletions, (entry) => {
    const standing = standingAt(doc, entry)
    if (!standing || written.has(standing)) return
    const { client, clock } = entry.id
    spared.set(client, (spared.get(client) ?? new Set()).add(clock))
  })
  for (const [client, clocks] of spared) takeOut(step.deletions, client, clocks)
}

/** Takes single clocks out of the stretches of a client. */
function takeOut(set: UndoStep['deletions'], client: number, clocks: ReadonlySet<number>): void {
  const stretches = set.clients.get(client) ?? []
  const left = stretches.flatMap((stretch) => {
    // Yjs keeps the class of its stretches to itself.
    const Stretch = stretch.constructor as new (clock: number, len: number) => typeof stretch
    const pieces = [stretch]
    for (const clock of [...clocks].sort((a, b) => a - b)) {
      const last = pieces.at(-1)
      const end = last ? last.clock + last.len : 0
      if (!last || clock < last.clock || clock >= end) continue
      pieces.pop()
      if (clock > last.clock) pieces.push(new Stretch(last.clock, clock - last.clock))
      if (clock + 1 < end) pieces.push(new Stretch(clock + 1, end - clock - 1))
    }
    return pieces
  })
  set.clients.set(client, left)
}

/**
 * Takes back or does again the newest step that changes something, sparing what stands by now. Yjs takes steps from
 * the stack until one of them changes something: each is looked at when it is taken.
 */
export function takeSparing(manager: Y.UndoManager, how: 'undo' | 'redo'): void {
  const stack = how === 'undo' ? manager.undoStack : manager.redoStack
  stack.pop = () => {
    const step = Array.prototype.pop.call(stack) as (typeof stack)[number] | undefined
    if (step)
      manager.doc.transact((transaction) => {
        spareLaterValues(transaction, step)
      })
    return step
  }
  manager[how]()
}
