import { closeReasons, encodeUpdateMessage } from '@weft/sync-protocol'
import { afterEach, describe, expect, test } from 'vitest'
import {
  editOf,
  openHubUnderTest,
  openLogWithRoom,
  openRawClient,
  openTally,
  storedMap,
  until,
  type RawClient,
} from './hub-under-test.ts'
import type { SyncHubSettings } from './open-sync-hub.ts'
import type { UpdateLog } from './update-log.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

type Failing = 'no' | 'before' | 'after'

/** A log whose appends fail, before or after they have stored. */
async function openFailingLog() {
  const memory = await openLogWithRoom()
  const state = { failing: 'before' as Failing, attempts: 0 }
  const log: UpdateLog = {
    ...memory,
    append: async (document, updates) => {
      state.attempts++
      if (state.failing === 'before') throw new Error('ENOSPC: no space left on device')
      const through = await memory.append(document, updates)
      if (state.failing === 'after') throw new Error('connection lost')
      return through
    },
  }
  return { log, state }
}

const quick = { firstWaitMs: 10, longestWaitMs: 40, forMs: 60_000 }

async function open(log: UpdateLog, settings: Partial<SyncHubSettings> = {}) {
  const limits = { storeRetry: quick, ...settings.limits }
  const space = await openHubUnderTest(log, { ...settings, limits })
  cleanups.push(space.close)
  const client = async (person: string, query = '?durable=1'): Promise<RawClient> => {
    const raw = await openRawClient(space.url, person, { query })
    cleanups.push(() => raw.socket.terminate())
    return raw
  }
  return { ...space, client }
}

const editsSeen = ({ messages }: RawClient): number =>
  messages.filter((message) => message.kind === 'update' && !message.empty).length
const conditions = ({ messages }: RawClient) =>
  messages.flatMap((message) => (message.kind === 'condition' ? [message.holding] : []))
const durable = ({ messages }: RawClient): number =>
  messages.reduce((most, message) => (message.kind === 'durable' ? message.count : most), 0)

describe('a store that fails', () => {
  test('[SYNC-33] shows nothing, keeps its sockets, says that edits are held, and all flows when it returns', async () => {
    const { log, state } = await openFailingLog()
    const { client, failures, hub } = await open(log)
    const [ann, bob] = [await client('ann'), await client('bob')]
    for (const key of ['a', 'b']) ann.socket.send(encodeUpdateMessage(editOf(key, 1)))
    await until(() => expect(conditions(ann)).toEqual([true]))
    bob.socket.send(encodeUpdateMessage(editOf('c', 1)))
    await until(() => expect(state.attempts).toBeGreaterThan(4))
    expect([editsSeen(ann), editsSeen(bob), durable(ann), durable(bob)]).toEqual([0, 0, 0, 0])
    expect(await storedMap(log)).toEqual({})
    expect(hub.figures()).toMatchObject({ holding: 1 })
    expect(hub.figures().waitingBytes).toBeGreaterThan(0)
    state.failing = 'no'
    await until(() => expect([durable(ann), durable(bob)]).toEqual([2, 1]))
    await until(() => expect(editsSeen(bob)).toBe(1))
    await until(() => expect(editsSeen(ann)).toBe(1))
    expect(await storedMap(log)).toEqual({ a: 1, b: 1, c: 1 })
    expect([conditions(ann), conditions(bob)]).toEqual([
      [true, false],
      [true, false],
    ])
    expect([ann.closedWith(), bob.closedWith()]).toEqual([0, 0])
    expect(hub.figures()).toMatchObject({ holding: 0, waitingBytes: 0 })
    // Told once, not at every attempt.
    expect(failures).toHaveLength(1)
  })

  test('[SYNC-33] what was stored though it seemed to fail is stored once, and shown', async () => {
    const { log, state } = await openFailingLog()
    state.failing = 'after'
    const { client } = await open(log)
    const [ann, bob] = [await client('ann'), await client('bob')]
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    await until(() => expect(durable(ann)).toBe(1))
    await until(() => expect(editsSeen(bob)).toBe(1))
    expect((await log.load('ws_abcdefghij'))?.updates).toHaveLength(1)
    expect((await log.contributions('ws_abcdefghij'))[0]?.edits).toBe(1)
  })

  test('[SYNC-33] after its time the senders are asked to come back, and only they', async () => {
    const { log } = await openFailingLog()
    const storeRetry = { firstWaitMs: 10, longestWaitMs: 20, forMs: 100 }
    const { client, failures, hub } = await open(log, { limits: { storeRetry } })
    const [ann, bob] = [await client('ann'), await client('bob')]
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    await until(() => expect(ann.closedWith()).toBe(closeReasons['store-failed'].code))
    expect(bob.closedWith()).toBe(0)
    expect(failures.at(-1)).toContain('come back')
    expect(hub.figures()).toMatchObject({ holding: 0, waitingBytes: 0 })
  })

  test.each([
    ['of one document', { waitingBytes: 2000 }],
    ['of all documents', { waitingBytesInAll: 2000 }],
  ])(
    '[SYNC-33] no more than the bytes %s wait; the rest is asked to come back',
    async (_name, limits) => {
      const { log, state } = await openFailingLog()
      const { client, hub } = await open(log, { limits })
      const [ann, bob] = [await client('ann'), await client('bob')]
      ann.socket.send(encodeUpdateMessage(editOf('a', 'x'.repeat(1500))))
      await until(() => expect(conditions(ann)).toEqual([true]))
      bob.socket.send(encodeUpdateMessage(editOf('b', 'x'.repeat(1500))))
      await until(() => expect(bob.closedWith()).toBe(closeReasons['store-failed'].code))
      expect(ann.closedWith()).toBe(0)
      expect(hub.figures().waitingBytes).toBeLessThan(2000)
      state.failing = 'no'
      await until(() => expect(durable(ann)).toBe(1))
    },
  )

  test('[SYNC-34] how the store fares is said only to those who asked', async () => {
    const { log, state } = await openFailingLog()
    const { client } = await open(log)
    const [ann, stock] = [await client('ann'), await client('bob', '')]
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    await until(() => expect(conditions(ann)).toEqual([true]))
    state.failing = 'no'
    await until(() => expect(editsSeen(stock)).toBe(1))
    expect(conditions(stock)).toEqual([])
  })

  test('[SYNC-33] a server that ends does not wait for ever, and closes as one that restarts', async () => {
    const { log } = await openFailingLog()
    const { client, hub } = await open(log, { limits: { drainMs: 100 } })
    const ann = await client('ann')
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    await until(() => expect(conditions(ann)).toEqual([true]))
    await hub.dispose()
    await until(() => expect(ann.closedWith()).toBe(closeReasons['shutting-down'].code))
  })
})

describe('what one document may hold', () => {
  test.each([
    ['clients', { documentClients: 2 }],
    ['deleted stretches', { documentStretches: 2 }],
  ])(
    '[SYNC-63] more %s than the limit are not taken, and what is known may come again',
    async (_name, limits) => {
      const log = await openLogWithRoom()
      const { observer, counts } = openTally()
      const { client } = await open(log, { limits, observer })
      const [ann, eve] = [await client('ann'), await client('eve')]
      // A client that only deletes what it never had, in three places.
      const holes = Uint8Array.of(0, 1, 9, 3, 0, 1, 10, 1, 20, 1)
      const first = editOf('a', 1)
      ann.socket.send(encodeUpdateMessage(first))
      await until(() => expect(durable(ann)).toBe(1))
      if ('documentStretches' in limits) eve.socket.send(encodeUpdateMessage(holes))
      else {
        eve.socket.send(encodeUpdateMessage(editOf('b', 1)))
        await until(() => expect(durable(eve)).toBe(1))
        eve.socket.send(encodeUpdateMessage(editOf('c', 1)))
      }
      await until(() => expect(eve.closedWith()).toBe(closeReasons['document-full'].code))
      expect(counts.get('closed document-full')).toBe(1)
      ann.socket.send(encodeUpdateMessage(first))
      await until(() => expect(durable(ann)).toBe(2))
      expect(ann.closedWith()).toBe(0)
    },
  )
})
