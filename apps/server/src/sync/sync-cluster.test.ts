import { closeReasons, encodeAwarenessMessage, encodeUpdateMessage } from '@weft/sync-protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { Bus } from '../cluster/bus.ts'
import { openFaultyBus, type BusFaults } from '../cluster/faulty-bus.ts'
import { openMemoryBusNetwork, type MemoryBusNetwork } from '../cluster/memory-bus.ts'
import { openRedisBus } from '../cluster/redis-bus.ts'
import { sealSignal } from '../cluster/seal-signal.ts'
import { openStore } from '../store/open-store.ts'
import {
  makeDatabase,
  placeOf,
  testDatabaseUrl,
  testRedisUrl,
  throughPort,
  whySkipped,
} from '../testing/cluster-places.ts'
import { openTcpProxy } from '../testing/open-tcp-proxy.ts'
import { applyStored } from './apply-stored.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import {
  openRawClient,
  openTestClient,
  openTestHub,
  openTestPeople,
  testRoom,
  type TestHub,
  type TestHubSettings,
} from './open-test-cluster.ts'
import { readThroughs } from './read-throughs.ts'
import { createDocument, openStoreUpdateLog } from './store-update-log.ts'
import type { UpdateLog } from './update-log.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

let network: MemoryBusNetwork
let people: ReturnType<typeof openTestPeople>
beforeEach(() => {
  network = openMemoryBusNetwork()
  people = openTestPeople()
})

const quick = { logAwayMs: 100, logMs: 400, rightsAwayMs: 300, rightsMs: 600 }
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

async function openLog(): Promise<UpdateLog> {
  const log = openMemoryUpdateLog()
  await log.create(testRoom, Y.encodeStateAsUpdate(new Y.Doc()))
  return log
}

async function openHub(
  settings: Omit<TestHubSettings, 'bus'> & { bus?: Bus | null },
): Promise<TestHub> {
  const bus = settings.bus === undefined ? network.connect() : settings.bus
  const hub = await openTestHub({
    times: quick,
    ...settings,
    bus,
    hub: { admit: people.admit, ...settings.hub },
  })
  cleanups.push(() => hub.kill())
  return hub
}

function openClient(url: string, person: string) {
  const client = openTestClient(url, person)
  cleanups.push(() => client.close())
  return client
}

async function openRaw(url: string, person: string, query = '') {
  const raw = await openRawClient(url, person, query)
  cleanups.push(() => raw.close())
  return raw
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

async function storedMap(log: UpdateLog): Promise<Record<string, unknown>> {
  const stored = await log.load(testRoom)
  if (!stored) throw new Error('nothing stored')
  return applyStored(stored).getMap('m').toJSON()
}

interface Walk {
  readonly seed: number
  readonly steps: number
  /** Something that happens on the way. */
  readonly event?: (step: number) => unknown
}

/** Edits at random on every hub, drops sockets and moves clients to other hubs, until all agree with the log. */
async function walkTogether(hubs: readonly TestHub[], log: UpdateLog, walk: Walk): Promise<void> {
  const random = seeded(walk.seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const clients = hubs.flatMap(({ url }, index) => [
    openClient(url, `ann${index}`),
    openClient(url, `bob${index}`),
  ])
  for (let step = 0; step < walk.steps; step++) {
    const client = pick(clients)
    const key = `k${Math.floor(random() * 12)}`
    if (random() < 0.8) client.map.set(key, step)
    else client.map.delete(key)
    if (random() < 0.02) client.provider.ws?.close()
    if (random() < 0.02) client.move(pick(hubs).url)
    if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve, 2))
    await walk.event?.(step)
  }
  const first = clients[0]
  await vi.waitFor(
    async () => {
      const stored = await storedMap(log)
      expect(first?.map.toJSON()).toEqual(stored)
      for (const { map, provider } of clients) {
        expect(provider.synced).toBe(true)
        expect(map.toJSON()).toEqual(stored)
      }
    },
    { timeout: 15_000, interval: 20 },
  )
  expect(Object.keys(await storedMap(log)).length).toBeGreaterThan(0)
}

const faults: BusFaults = { lost: 0.2, doubled: 0.2, late: 0.3, lateMs: 60 }

describe('editing on several servers', () => {
  test.each([
    [2, 1],
    [2, 2],
    [3, 3],
    [3, 4],
  ])(
    '[SYNC-72] clients of %i hubs converge while hints are lost, doubled, late and out of order, seed %i',
    async (count, seed) => {
      const log = await openLog()
      const hubs: TestHub[] = []
      for (let index = 0; index < count; index++) {
        const bus = openFaultyBus(network.connect(), faults, seeded(seed * 100 + index))
        hubs.push(await openHub({ log, bus }))
      }
      await walkTogether(hubs, log, { seed, steps: 200 })
    },
  )

  test('[SYNC-72] clients converge though compaction takes away what a hub still lacks', async () => {
    const log = await openLog()
    const limits = { compactAfter: 5 }
    const bus = () => openFaultyBus(network.connect(), { ...faults, lost: 0.9 }, seeded(9))
    const hubs = [
      await openHub({ log, bus: bus(), hub: { limits } }),
      await openHub({ log, bus: bus(), hub: { limits } }),
    ]
    await walkTogether(hubs, log, { seed: 5, steps: 200 })
  })

  test('[SYNC-73] a hub whose bus is cut follows the log, and hears again when it is healed', async () => {
    const log = await openLog()
    const hubs = [await openHub({ log }), await openHub({ log })]
    await walkTogether(hubs, log, {
      seed: 6,
      steps: 300,
      event: (step) => {
        if (step === 50) network.cut()
        if (step === 200) network.heal()
      },
    })
  })

  test('[SYNC-73] hubs without a bus follow the log', async () => {
    const log = await openLog()
    const hubs = [await openHub({ log, bus: null }), await openHub({ log, bus: null })]
    await walkTogether(hubs, log, { seed: 7, steps: 100 })
  })

  test('[SYNC-72] a hint that was lost for good is made up for without another edit', async () => {
    const log = await openLog()
    const deaf = openFaultyBus(network.connect(), { ...faults, lost: 1 }, Math.random)
    const [one, two] = [await openHub({ log, bus: deaf }), await openHub({ log })]
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    await until(() => expect(ann.provider.synced && bob.provider.synced).toBe(true))
    ann.map.set('only', 1)
    await until(() => expect(bob.map.get('only')).toBe(1))
  })

  test('[SYNC-31] what a client of another server has seen is in the log, even if the server is killed', async () => {
    const log = await openLog()
    const [one, two] = [await openHub({ log }), await openHub({ log })]
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    await until(() => expect(ann.provider.synced && bob.provider.synced).toBe(true))
    const seen = new Set<string>()
    bob.map.observe(({ keysChanged }) =>
      keysChanged.forEach((key: unknown) => seen.add(String(key))),
    )
    for (let step = 0; step < 300; step++) {
      ann.map.set(`k${step}`, step)
      if (step % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      if (step === 250) await one.kill()
    }
    expect(seen.size).toBeGreaterThan(0)
    const kept = await storedMap(log)
    for (const key of seen) expect(kept).toHaveProperty(key)
    ann.move(two.url)
    await until(() => expect(bob.map.size).toBe(300))
  })

  test('[SYNC-65] a client that falls behind catches up with what other servers stored', async () => {
    const log = await openLog()
    const limits = { aheadBytes: 1000, stalledMs: 60_000 }
    const [one, two] = [await openHub({ log }), await openHub({ log, hub: { limits } })]
    const slow = await openRaw(two.url, 'slow')
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    await until(() => expect(ann.provider.synced && bob.provider.synced).toBe(true))
    slow.socket.pause()
    for (let step = 0; step < 200; step++) {
      ;(step % 2 === 0 ? ann : bob).map.set(`k${step}`, 'x'.repeat(20_000))
      if (step % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await until(() => expect([ann.map.size, bob.map.size]).toEqual([200, 200]))
    slow.socket.resume()
    const read = new Y.Doc()
    await until(() => {
      for (const message of slow.messages.splice(0)) {
        if (message.kind === 'update') Y.applyUpdate(read, message.update)
      }
      expect(read.getMap('m').size).toBe(200)
    })
  })
})

describe('what comes over the bus', () => {
  const topic = `document ${testRoom}`
  const forged = (() => {
    const doc = new Y.Doc()
    doc.getMap('m').set('forged', 1)
    return Y.encodeStateAsUpdate(doc)
  })()
  const stored = { kind: 'stored', through: 1, sizes: [forged.length] }
  const signal = { server: 'eve', count: 1, header: stored, body: forged }
  const states = [{ client: 7, person: 'bob', text: '{"person":{"id":"ann"}}' }]
  const present = { kind: 'present', whole: false }

  test.each([
    ['without a seal', new Uint8Array(200)],
    ['that is empty', new Uint8Array()],
    ['under another key', sealSignal('guessed', topic, signal)],
    ['sealed for another topic', sealSignal('key', 'document ws_other00001', signal)],
    ['that lies about its sizes', sealSignal('key', topic, { ...signal, body: forged.slice(1) })],
    [
      'with bytes that are no update',
      sealSignal('key', topic, { ...signal, body: forged.map(() => 255) }),
    ],
    [
      'with a header of another kind',
      sealSignal('key', topic, { ...signal, header: { kind: 'x' } }),
    ],
    ['with no header', sealSignal('key', topic, { ...signal, header: null })],
    [
      'with a state stamped as somebody else',
      sealSignal('key', topic, {
        ...signal,
        header: present,
        body: Buffer.from(JSON.stringify(states)),
      }),
    ],
    ['with states that are no JSON', sealSignal('key', topic, { ...signal, header: present })],
  ])('[SYNC-74] a signal %s changes nothing', async (_name, bytes) => {
    const log = await openLog()
    const one = await openHub({ log })
    const bob = openClient(one.url, 'bob')
    await until(() => expect(bob.provider.synced).toBe(true))
    network.connect().publish(topic, bytes)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(bob.map.has('forged')).toBe(false)
    expect(bob.provider.awareness.getStates().has(7)).toBe(false)
    bob.map.set('still', 'here')
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ still: 'here' }))
  })
})

describe('rights on several servers', () => {
  test('[SYNC-75] rights taken away on one server close the sockets of all, at once', async () => {
    const log = await openLog()
    const times = { ...quick, rightsMs: 1e9 }
    const [one, two] = [await openHub({ log, times }), await openHub({ log, times })]
    const [ann, bob] = [await openRaw(two.url, 'ann'), await openRaw(two.url, 'bob')]
    await until(() => expect(one.line?.isUp() && two.line?.isUp()).toBe(true))
    people.withdrawn.add('ann')
    one.rights.tell({ person: 'ann' })
    await vi.waitFor(() => expect(ann.closedWith()).toBe(closeReasons['rights-withdrawn'].code), {
      timeout: 1000,
      interval: 5,
    })
    expect(bob.closedWith()).toBe(0)
  })

  test.each([
    ['while the bus is cut', () => network.cut()],
    ['when the signal is lost', () => undefined],
  ])('[SYNC-75] %s rights are asked about again in a bounded time', async (_name, before) => {
    const log = await openLog()
    const two = await openHub({ log })
    const ann = await openRaw(two.url, 'ann')
    before()
    people.withdrawn.add('ann')
    await until(() => expect(ann.closedWith()).toBe(closeReasons['rights-withdrawn'].code))
  })

  test('[SYNC-75] what was told while the bus was away is made up for when it is back', async () => {
    const log = await openLog()
    const times = { ...quick, rightsMs: 1e9, rightsAwayMs: 1e9 }
    const [one, two] = [await openHub({ log, times }), await openHub({ log, times })]
    const ann = await openRaw(two.url, 'ann')
    network.cut()
    people.withdrawn.add('ann')
    one.rights.tell({ person: 'ann' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(ann.closedWith()).toBe(0)
    network.heal()
    await until(() => expect(ann.closedWith()).toBe(closeReasons['rights-withdrawn'].code))
  })
})

describe('presence on several servers', () => {
  type Client = ReturnType<typeof openClient>
  const seenBy = (client: Client, other: Client): unknown =>
    client.provider.awareness.getStates().get(other.doc.clientID)
  const say = (client: number, state: unknown, clock = 1) =>
    encodeAwarenessMessage([{ client, clock, text: JSON.stringify(state) }])

  async function openThree(settings: Partial<TestHubSettings> = {}) {
    const log = await openLog()
    const hubs = [
      await openHub({ log }),
      await openHub({ log }),
      await openHub({ log, ...settings }),
    ]
    return hubs as [TestHub, TestHub, TestHub]
  }

  test('[SYNC-76] people see each other across servers, stamped by the server of each', async () => {
    const [one, two, three] = await openThree()
    const ann = openClient(one.url, 'ann')
    const bob = openClient(two.url, 'bob')
    ann.provider.awareness.setLocalState({ area: 'app', person: { id: 'bob' } })
    bob.provider.awareness.setLocalState({ area: 'pipeline' })
    await until(() =>
      expect(seenBy(bob, ann)).toMatchObject({ area: 'app', person: { id: 'ann' } }),
    )
    await until(() => expect(seenBy(ann, bob)).toMatchObject({ person: { id: 'bob' } }))
    // Who comes later is told too, and a change and a leaving arrive.
    const cy = openClient(three.url, 'cy')
    await until(() => expect(seenBy(cy, ann)).toMatchObject({ area: 'app' }))
    ann.provider.awareness.setLocalState({ area: 'other' })
    await until(() => expect(seenBy(cy, ann)).toMatchObject({ area: 'other' }))
    ann.close()
    await until(() => expect([seenBy(bob, ann), seenBy(cy, ann)]).toEqual([undefined, undefined]))
  })

  test('[SYNC-76] a client that moves to another server is seen there, and sees the others, at once', async () => {
    const [one, two, three] = await openThree()
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    ann.provider.awareness.setLocalState({ area: 'app' })
    bob.provider.awareness.setLocalState({ area: 'pipeline' })
    await until(() => expect([seenBy(bob, ann), seenBy(ann, bob)]).not.toContain(undefined))
    for (const { url } of [three, two, one, three]) {
      bob.move(url)
      await until(() => expect(seenBy(ann, bob)).toBeUndefined())
      await vi.waitFor(
        () => {
          expect(seenBy(ann, bob)).toMatchObject({ area: 'pipeline', person: { id: 'bob' } })
          expect(seenBy(bob, ann)).toMatchObject({ area: 'app', person: { id: 'ann' } })
        },
        { timeout: 4000, interval: 10 },
      )
    }
  })

  test('[SYNC-76] the people of a server that was killed vanish, and nobody else', async () => {
    const [one, two, three] = await openThree()
    const [ann, bob, cy] = [
      openClient(one.url, 'ann'),
      openClient(two.url, 'bob'),
      openClient(three.url, 'cy'),
    ]
    for (const { provider } of [ann, bob, cy]) provider.awareness.setLocalState({ area: 'app' })
    await until(() => expect([seenBy(cy, ann), seenBy(cy, bob)]).not.toContain(undefined))
    ann.provider.shouldConnect = false
    await one.kill()
    await until(() => expect(seenBy(cy, ann)).toBeUndefined())
    expect(seenBy(cy, bob)).toMatchObject({ area: 'app' })
  })

  test('[SYNC-76] a leaving whose signal was lost is noticed all the same', async () => {
    const log = await openLog()
    const limits = { keepAliveMs: 150 }
    let deaf = 0
    const faulty = openFaultyBus(
      network.connect(),
      {
        ...{ doubled: 0, late: 0, lateMs: 0 },
        get lost() {
          return deaf
        },
      },
      Math.random,
    )
    const one = await openHub({ log, bus: faulty, hub: { limits } })
    const two = await openHub({ log, hub: { limits } })
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    ann.provider.awareness.setLocalState({ area: 'app' })
    await until(() => expect(seenBy(bob, ann)).toBeDefined())
    deaf = 1
    ann.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    deaf = 0
    await until(() => expect(seenBy(bob, ann)).toBeUndefined())
  })

  test('[SYNC-51] nobody speaks for a client that somebody introduced on another server', async () => {
    const [one, two, three] = await openThree()
    const [ann, eve, bob] = [
      await openRaw(one.url, 'ann'),
      await openRaw(two.url, 'eve'),
      await openRaw(three.url, 'bob'),
    ]
    const heard = (raw: typeof bob, client: number) =>
      raw.messages
        .flatMap((message) => (message.kind === 'awareness' ? message.entries : []))
        .filter((entry) => entry.client === client)
        .map(({ text }) => JSON.parse(text) as { person: { id: string }; area?: string } | null)
    ann.socket.send(say(7, { area: 'app' }))
    await until(() => expect(heard(eve, 7)).toHaveLength(1))
    eve.socket.send(say(7, { area: 'forged' }, 99))
    eve.socket.send(say(7, null, 100))
    eve.socket.send(say(8, { area: 'mine' }))
    await until(() => expect(heard(bob, 8)).toHaveLength(1))
    expect(heard(bob, 7).map((state) => state?.area)).toEqual(['app'])
  })

  test('[SYNC-52] presence of several servers is never stored', async () => {
    const log = await openLog()
    const [one, two] = [await openHub({ log }), await openHub({ log })]
    const [ann, bob] = [openClient(one.url, 'ann'), openClient(two.url, 'bob')]
    ann.provider.awareness.setLocalState({ area: 'app' })
    await until(() => expect(seenBy(bob, ann)).toBeDefined())
    expect((await log.load(testRoom))?.updates).toEqual([])
  })
})

describe('a graceful end', () => {
  test('[SYNC-77] clients are asked to come back by name, and what they had sent is kept', async () => {
    const log = await openLog()
    const one = await openHub({ log })
    const raw = await openRaw(one.url, 'ann', '?durable=1')
    const doc = new Y.Doc()
    doc.getMap('m').set('sent', 1)
    raw.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc)))
    await until(() => expect(raw.messages).toContainEqual({ kind: 'durable', count: 1 }))
    await one.hub.dispose()
    await until(() => expect(raw.closedWith()).toBe(closeReasons['shutting-down'].code))
    expect(await storedMap(log)).toEqual({ sent: 1 })
  })
})

const noPlaces = testDatabaseUrl === null || testRedisUrl === null

describe.skipIf(noPlaces)(`Postgres and Redis${whySkipped(testDatabaseUrl, testRedisUrl)}`, () => {
  async function openPlaces() {
    const database = await makeDatabase()
    cleanups.push(() => database.drop())
    const [redis, postgres] = [
      await openTcpProxy(placeOf(testRedisUrl ?? '', 6379)),
      await openTcpProxy(placeOf(database.url, 5432)),
    ]
    cleanups.push(
      () => redis.close(),
      () => postgres.close(),
    )
    const store = await openStore({
      databaseUrl: throughPort(database.url, postgres.port),
      silentMs: 500,
    })
    cleanups.push(() => store.destroy())
    await store.transaction().execute((transaction) =>
      createDocument(transaction, {
        id: testRoom,
        snapshot: Y.encodeStateAsUpdate(new Y.Doc()),
        at: new Date(0),
      }),
    )
    const log = openStoreUpdateLog({ store, now: Date.now })
    const prefix = `weft-test-${Math.random().toString(36).slice(2)}:`
    const url = throughPort(testRedisUrl ?? '', redis.port)
    const openOne = () =>
      openHub({
        log,
        bus: openRedisBus({ url, prefix, onFailure: () => undefined }),
        throughs: (documents) => readThroughs(store, documents),
      })
    return { redis, postgres, log, openOne }
  }

  test.each([1, 2])('[SYNC-72] clients of three hubs converge, seed %i', async (seed) => {
    const { log, openOne } = await openPlaces()
    const hubs = [await openOne(), await openOne(), await openOne()]
    await walkTogether(hubs, log, { seed, steps: 300 })
  })

  test('[SYNC-73] clients converge though Redis is cut off and comes back', async () => {
    const { redis, log, openOne } = await openPlaces()
    const hubs = [await openOne(), await openOne()]
    await walkTogether(hubs, log, {
      seed: 3,
      steps: 300,
      event: (step) => {
        if (step % 100 === 30) redis.cut()
        if (step % 100 === 80) redis.heal()
      },
    })
  })

  test('[SYNC-33] clients converge though Postgres is cut off and comes back, and nothing acknowledged is lost', async () => {
    const { postgres, log, openOne } = await openPlaces()
    const hubs = [await openOne(), await openOne()]
    const raw = await openRaw(hubs[0]?.url ?? '', 'raw', '?durable=1')
    const doc = new Y.Doc()
    doc.getMap('m').set('acknowledged', 1)
    raw.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc)))
    await until(() => expect(raw.messages).toContainEqual({ kind: 'durable', count: 1 }))
    await walkTogether(hubs, log, {
      seed: 4,
      steps: 300,
      event: async (step) => {
        if (step % 100 === 30) postgres.cut()
        if (step % 100 === 60) {
          await new Promise((resolve) => setTimeout(resolve, 100))
          postgres.heal()
        }
      },
    })
    expect(await storedMap(log)).toMatchObject({ acknowledged: 1 })
  })

  test('[SYNC-33] a Postgres that takes everything and never answers holds edits, and all flows when it does', async () => {
    const { postgres, log, openOne } = await openPlaces()
    const { url } = await openOne()
    const [ann, bob] = [
      await openRaw(url, 'ann', '?durable=1'),
      await openRaw(url, 'bob', '?durable=1'),
    ]
    const doc = new Y.Doc()
    const write = (key: string): void => {
      const known = Y.encodeStateVector(doc)
      doc.getMap('m').set(key, 1)
      ann.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc, known)))
    }
    write('before')
    await until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count: 1 }))
    const seen = () => bob.messages.filter((each) => each.kind === 'update' && !each.empty).length
    await until(() => expect(seen()).toBe(1))
    const told = (raw: typeof ann) =>
      raw.messages.flatMap((each) => (each.kind === 'condition' ? [each.holding] : []))
    postgres.hush()
    write('meanwhile')
    await until(() => expect([told(ann), told(bob)]).toEqual([[true], [true]]))
    expect(seen()).toBe(1)
    expect(ann.messages).not.toContainEqual({ kind: 'durable', count: 2 })
    postgres.heal()
    await until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count: 2 }))
    await until(() => expect([told(ann).at(-1), seen()]).toEqual([false, 2]))
    expect([ann.closedWith(), bob.closedWith()]).toEqual([0, 0])
    expect(await storedMap(log)).toEqual({ before: 1, meanwhile: 1 })
    // Postgres had stored it, though nobody heard so: once.
    expect((await log.contributions(testRoom))[0]?.edits).toBe(2)
  })
})
