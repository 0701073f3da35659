import type { historyRoutes, ResponseOf } from '@weft/api-contract'
import type { WrittenBy } from '@weft/documents'
import type { Doer } from './history-shapes.ts'

/** Whose windows wrote in the document, and from which clock on. */
export type Writers = ResponseOf<typeof historyRoutes.listWriters>

/** Whose edit something is; null where the log does not say. */
export function findWriter(writers: Writers, written: WrittenBy | null): Doer | null {
  if (!written) return null
  let found: Writers[number] | null = null
  for (const one of writers) {
    if (one.client !== written.client || one.clock > written.clock) continue
    if (!found || one.clock > found.clock) found = one
  }
  return found?.by ?? null
}
