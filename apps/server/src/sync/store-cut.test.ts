import { encodeUpdateMessage } from '@weft/sync-protocol'
import { sql } from 'kysely'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openStore } from '../store/open-store.ts'
import {
  editOf,
  openHubUnderTest,
  openRawClient,
  storedMap,
  testRoom,
  until,
} from './hub-under-test.ts'
import { createDocument, openStoreUpdateLog } from './store-update-log.ts'

/** A way to a database that can be cut, as a restart of it does. */
async function openCuttable(host: string, port: number) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(port, host)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend: () => {
      isCut = false
    },
    close: () => server.close(),
  }
}

// Set to the address of an empty Postgres database.
const databaseUrl = process.env.WEFT_TEST_DATABASE_URL

test.skipIf(!databaseUrl)(
  '[SYNC-33] a database that goes away and returns is written to again by itself, and each edit once',
  async () => {
    const far = new URL(databaseUrl ?? '')
    const way = await openCuttable(far.hostname, Number(far.port || 5432))
    const near = new URL(far)
    near.hostname = '127.0.0.1'
    near.port = String(way.port)
    const store = await openStore({ databaseUrl: near.href })
    await sql`delete from sync_document`.execute(store)
    const snapshot = Y.encodeStateAsUpdate(new Y.Doc())
    await store
      .transaction()
      .execute((t) => createDocument(t, { id: testRoom, snapshot, at: new Date(0) }))
    const log = openStoreUpdateLog({ store, now: Date.now })
    const { url, close } = await openHubUnderTest(log)
    const ann = await openRawClient(url, 'ann', { query: '?durable=1' })
    const conditions = () =>
      ann.messages.flatMap((message) => (message.kind === 'condition' ? [message.holding] : []))
    const isDurable = (count: number) =>
      until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count }))
    ann.socket.send(encodeUpdateMessage(editOf('before', 1)))
    await isDurable(1)
    // Cut while edits are on their way: whether they were stored is known only to the database.
    for (let step = 0; step < 20; step++) {
      ann.socket.send(encodeUpdateMessage(editOf(`k${step}`, 1)))
      if (step === 10) way.cut()
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await until(() => expect(conditions()).toEqual([true]))
    way.mend()
    await isDurable(21)
    expect(conditions()).toEqual([true, false])
    expect(ann.closedWith()).toBe(0)
    expect(Object.keys(await storedMap(log))).toHaveLength(21)
    expect((await log.contributions(testRoom))[0]?.edits).toBe(21)
    ann.socket.terminate()
    await close()
    await store.destroy()
    way.close()
  },
)
