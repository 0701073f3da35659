import * as Y from 'yjs'

/** What the server had before the first edit that waits for it. */
export interface StoredMark {
  /** As a state vector. */
  vector(): Uint8Array
  /** Takes the mark of an earlier page. */
  restore(vector: Uint8Array | null): void
  dispose(): void
}

function encodeVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  return Y.encodeStateVector(new Map(clocks))
}

/** Watches a document; `isFirst` says whether a change is the first that the server does not have. */
export function openStoredMark(doc: Y.Doc, isFirst: (origin: unknown) => boolean): StoredMark {
  let vector = encodeVector(new Map())
  const onUpdate = (
    _update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    { beforeState }: Y.Transaction,
  ): void => {
    if (isFirst(origin)) vector = encodeVector(beforeState)
  }
  doc.on('update', onUpdate)
  return {
    vector: () => vector,
    restore: (earlier) => {
      vector = earlier ?? encodeVector(new Map())
    },
    dispose: () => {
      doc.off('update', onUpdate)
    },
  }
}
