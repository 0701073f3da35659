import { sql } from 'kysely'
import { openStore, type StorePlace } from '../store/open-store.ts'
import { createDocument, openStoreUpdateLog } from './store-update-log.ts'
import { updateLogCompactionContract, updateLogContract } from './update-log-contract.ts'

const open = (place: StorePlace) => async () => {
  const store = await openStore(place)
  await sql`delete from sync_document`.execute(store)
  const log = openStoreUpdateLog({ store, now: () => 0 })
  return {
    log,
    create: (id: string, snapshot: Uint8Array) =>
      store
        .transaction()
        .execute((transaction) => createDocument(transaction, { id, snapshot, at: new Date(0) })),
    close: () => store.destroy(),
  }
}

updateLogContract('The update log in the embedded database', open({ folder: null }))
updateLogCompactionContract('The update log in the embedded database', open({ folder: null }))

// Set to the address of an empty Postgres database to hold it to the same contract.
const databaseUrl = process.env.WEFT_TEST_DATABASE_URL
if (databaseUrl) {
  updateLogContract('The update log in Postgres', open({ databaseUrl }))
  updateLogCompactionContract('The update log in Postgres', open({ databaseUrl }))
}
