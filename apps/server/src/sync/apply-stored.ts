import { inStep, outlineUpdate, type UpdateOutline } from '@weft/sync-protocol'
import * as Y from 'yjs'
import type { StoredDocument } from './update-log.ts'

type StoredParts = Pick<StoredDocument, 'snapshot' | 'updates'>

/** What is stored, in an order and cut so that Yjs can read it whatever was stored; null where something of it cannot be outlined. */
export function outlinesInStep({
  snapshot,
  updates,
}: StoredParts): readonly UpdateOutline[] | null {
  const outlines: UpdateOutline[] = []
  for (const bytes of [snapshot, ...updates]) {
    const outline = outlineUpdate(bytes)
    if (!outline.ok) return null
    outlines.push(outline.value)
  }
  return inStep(outlines)
}

function applyAll(parts: readonly Uint8Array[], doc: Y.Doc): Y.Doc {
  doc.transact(() => {
    for (const part of parts) Y.applyUpdate(doc, part)
  })
  return doc
}

/** Makes the document out of everything stored of it. */
export function applyStored(stored: StoredParts): Y.Doc {
  // Rows older than the checks of today are left to Yjs as they are.
  const outlines = outlinesInStep(stored)
  const parts = outlines?.map(({ bytes }) => bytes) ?? [stored.snapshot, ...stored.updates]
  try {
    return applyAll(parts, new Y.Doc())
  } catch {
    // Yjs throws while it lets go of what hostile edits left in odd places: then it keeps what is deleted.
    return applyAll(parts, new Y.Doc({ gc: false }))
  }
}
