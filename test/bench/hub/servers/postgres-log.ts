import {
  createDocument,
  openStoreUpdateLog,
  type UpdateLog,
} from '../../../../apps/server/src/sync/index.ts'
import { openStore } from '../../../../apps/server/src/store/open-store.ts'

/** The log in a Postgres; a document is created when it is first asked for. */
export async function openPostgresLog(
  databaseUrl: string,
  snapshot: Uint8Array,
): Promise<UpdateLog> {
  const store = await openStore({ databaseUrl })
  const log = openStoreUpdateLog({ store, now: Date.now })
  const create = (id: string) =>
    store
      .transaction()
      .execute((transaction) => createDocument(transaction, { id, snapshot, at: new Date() }))
  return {
    ...log,
    load: async (document) => {
      const known = await log.load(document)
      if (known) return known
      await create(document)
      return log.load(document)
    },
  }
}
