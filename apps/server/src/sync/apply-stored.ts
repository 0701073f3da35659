import * as Y from 'yjs'
import type { StoredDocument } from './update-log.ts'

/** Makes the document out of everything stored of it. */
export function applyStored(stored: StoredDocument): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdate(doc, stored.snapshot)
    for (const update of stored.updates) Y.applyUpdate(doc, update)
  })
  return doc
}
