import type { Clock } from '@weft/kernel'
import type { Store, Transaction } from '../store/store.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** Creates a document in the transaction of what it belongs to; a second time is an error. */
export async function createDocument(
  transaction: Transaction,
  document: { readonly id: string; readonly snapshot: Uint8Array; readonly at: Date },
): Promise<void> {
  await transaction
    .insertInto('sync_document')
    .values({
      id: document.id,
      snapshot: document.snapshot,
      snapshot_through: 0,
      through: 0,
      changed_at: document.at,
    })
    .execute()
}

function loadDocument(store: Store, document: string): Promise<StoredDocument | null> {
  return store.transaction().execute(async (transaction) => {
    // Shared with other readers; a compaction between the two reads would hide updates.
    const row = await transaction
      .selectFrom('sync_document')
      .select(['snapshot', 'through', 'snapshot_through'])
      .where('id', '=', document)
      .forShare()
      .executeTakeFirst()
    if (!row) return null
    const updates = await transaction
      .selectFrom('sync_update')
      .select('bytes')
      .where('document', '=', document)
      .where('number', '>', row.snapshot_through)
      .orderBy('number')
      .execute()
    return {
      snapshot: row.snapshot,
      updates: updates.map(({ bytes }) => bytes),
      through: row.through,
    }
  })
}

// A statement takes at most 65,535 values.
const rowsPerInsert = 5000

/** Opens the update log on the store. */
export function openStoreUpdateLog({
  store,
  now,
}: {
  readonly store: Store
  readonly now: Clock
}): UpdateLog {
  return {
    append: (document, updates) =>
      store.transaction().execute(async (transaction) => {
        // The row's lock numbers the updates of several servers one after the other.
        const { through } = await transaction
          .updateTable('sync_document')
          .set((eb) => ({
            through: eb('through', '+', updates.length),
            changed_at: new Date(now()),
          }))
          .where('id', '=', document)
          .returning('through')
          .executeTakeFirstOrThrow()
        const first = through - updates.length + 1
        const rows = updates.map((bytes, index) => ({ document, number: first + index, bytes }))
        for (let from = 0; from < rows.length; from += rowsPerInsert) {
          const some = rows.slice(from, from + rowsPerInsert)
          await transaction.insertInto('sync_update').values(some).execute()
        }
        return through
      }),
    load: (document) => loadDocument(store, document),
    compact: (document, snapshot, through) =>
      store.transaction().execute(async (transaction) => {
        const replaced = await transaction
          .updateTable('sync_document')
          .set({ snapshot, snapshot_through: through })
          .where('id', '=', document)
          .where('snapshot_through', '<', through)
          .executeTakeFirst()
        if (replaced.numUpdatedRows === 0n) return
        await transaction
          .deleteFrom('sync_update')
          .where('document', '=', document)
          .where('number', '<=', through)
          .execute()
      }),
  }
}
