import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { serverAuthor, type UpdateAuthor, type UpdateLog } from './update-log.ts'

/** Changes a stored document without a socket, as an import does; people who have it open see it when they open it anew. */
export async function editStored(
  log: UpdateLog,
  document: string,
  change: (doc: Y.Doc) => void,
  author: UpdateAuthor = serverAuthor,
): Promise<void> {
  const stored = await log.load(document)
  if (!stored) throw new Error(`There is no document ${document}`)
  const doc = applyStored(stored)
  const before = Y.encodeStateVector(doc)
  change(doc)
  const bytes = Y.encodeStateAsUpdate(doc, before)
  await log.append(document, [{ bytes, author, edits: 1 }])
  doc.destroy()
}
