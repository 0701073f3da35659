import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openStore, type StorePlace } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { applyStored } from './apply-stored.ts'
import { createDocument, openStoreUpdateLog } from './store-update-log.ts'
import { updateLogCompactionContract, updateLogContract } from './update-log-contract.ts'
import { serverAuthor } from './update-log.ts'

const stores = new Map<string, Promise<Store>>()

afterAll(async () => {
  for (const store of stores.values()) await (await store).destroy()
})

/** Every test empties the one store of its place: starting the embedded database takes seconds. */
const open = (place: StorePlace) => async () => {
  const key = JSON.stringify(place)
  const opening = stores.get(key) ?? openStore(place)
  stores.set(key, opening)
  const store = await opening
  await sql`delete from sync_document`.execute(store)
  const log = openStoreUpdateLog({ store, now: () => 0 })
  return {
    store,
    log,
    create: (id: string, snapshot: Uint8Array) =>
      store
        .transaction()
        .execute((transaction) => createDocument(transaction, { id, snapshot, at: new Date(0) })),
    close: async () => undefined,
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

const id = 'ws_abcdefghij'

function editOf(key: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('m').set(key, key)
  return Y.encodeStateAsUpdate(doc)
}

test('[SYNC-14] a row whose checksum is wrong is put aside and counted, and the rest opens', async () => {
  const { store, log, create, close } = await open({ folder: null })()
  await create(id, Y.encodeStateAsUpdate(new Y.Doc()))
  const updates = ['a', 'b', 'c'].map((key) => ({
    bytes: editOf(key),
    author: serverAuthor,
    edits: 1,
  }))
  await log.append(id, updates)
  await sql`update sync_update set bytes = set_byte(bytes, 5, 77) where number = 2`.execute(store)
  for (let time = 0; time < 2; time++) {
    const stored = await log.load(id)
    expect(stored).toMatchObject({ through: 3, damaged: 1 })
    expect(stored && applyStored(stored).getMap('m').toJSON()).toEqual({ a: 'a', c: 'c' })
  }
  const aside = await store.selectFrom('sync_quarantine').select(['document', 'number']).execute()
  expect(aside).toEqual([{ document: id, number: 2 }])
  await log.append(id, [{ bytes: editOf('d'), author: serverAuthor, edits: 1 }])
  expect((await log.load(id))?.through).toBe(4)
  await close()
})

test('[SYNC-14] a document whose snapshot is damaged does not open as if it were empty', async () => {
  const { store, log, create, close } = await open({ folder: null })()
  await create(id, editOf('a'))
  await sql`update sync_document set snapshot = set_byte(snapshot, 5, 77)`.execute(store)
  await expect(log.load(id)).rejects.toThrow('damaged')
  await close()
})
