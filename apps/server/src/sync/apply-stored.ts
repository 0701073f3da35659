import * as Y from 'yjs'
import type { StoredDocument } from './update-log.ts'

/** Makes the document out of everything stored of it. */
export function applyStored({
  snapshot,
  updates,
}: Pick<StoredDocument, 'snapshot' | 'updates'>): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdate(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
