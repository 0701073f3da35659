import type * as Y from 'yjs'
import { rootsOf } from './document-shape.ts'

/**
 * The client that created a document's content: every later state of the same document has it too.
 * Null while the document is empty.
 */
export function documentCreator(doc: Y.Doc): number | null {
  for (const [, newest] of rootsOf(doc).app._map) {
    let item = newest
    while (item.left) item = item.left
    return item.id.client
  }
  return null
}
