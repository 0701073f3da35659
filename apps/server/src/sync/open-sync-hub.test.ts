import { accept, refuse } from '@weft/kernel'
import {
  closeReasons,
  encodeAwarenessMessage,
  encodeUpdateMessage,
  parseMessage,
  type SyncMessage,
} from '@weft/sync-protocol'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { openRightsBoard, type RightsBoard } from '../rights-board.ts'
import { applyStored } from './apply-stored.ts'
import { openMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts'
import { openSyncHub, type SyncHubSettings } from './open-sync-hub.ts'
import type { UpdateLog } from './update-log.ts'

const room = 'ws_abcdefghij'
const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }

/** Asked of every connection again when the board tells of a change. */
const withdrawn = new Set<string>()
const readers = new Set<string>()
let rights: RightsBoard
beforeEach(() => {
  withdrawn.clear()
  readers.clear()
  rights = openRightsBoard()
})

/** The name in the cookie header is the person; `viewer` may not edit, `stranger` is no member. */
const admit: SyncHubSettings['admit'] = async (request, document) => {
  const person = request.headers['x-person']
  if (typeof person !== 'string') return refuse('request.sign-in-first')
  if (withdrawn.has('session')) return refuse('request.sign-in-first')
  if (withdrawn.has(person)) return refuse('workspace.not-found')
  if (person === 'stranger' || document !== room) return refuse('workspace.not-found')
  return accept({
    person: { id: person, name: { en: person }, organisation },
    mayEdit: person !== 'viewer' && !readers.has(person),
  })
}

async function openSpace(log: UpdateLog, settings: Partial<SyncHubSettings> = {}) {
  const failures: string[] = []
  const hub = openSyncHub({
    log,
    admit,
    rights,
    isOwnOrigin: (request) => request.headers.origin !== 'http://evil.example',
    now: Date.now,
    onFailure: (message) => failures.push(message),
    ...settings,
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    if (!hub.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  cleanups.push(async () => {
    hub.abandon()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { hub, url: `ws://127.0.0.1:${port}/sync`, failures }
}

async function openLog(): Promise<MemoryUpdateLog> {
  const log = openMemoryUpdateLog()
  await log.create(room, Y.encodeStateAsUpdate(new Y.Doc()))
  return log
}

function socketFor(person: string, headers: Record<string, string> = {}) {
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { 'x-person': person, ...headers } })
    }
  } as unknown as typeof globalThis.WebSocket
}

function openClient(url: string, person: string, query: Record<string, string> = {}) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(url, room, doc, {
    WebSocketPolyfill: socketFor(person),
    disableBc: true,
    params: query,
    maxBackoffTime: 50,
  })
  cleanups.push(() => {
    provider.destroy()
    provider.awareness.destroy()
  })
  return { doc, provider, map: doc.getMap('m') }
}

/** A client that speaks in raw bytes. */
async function openRaw(url: string, person: string, query = '') {
  const socket = new WebSocket(`${url}/${room}${query}`, { headers: { 'x-person': person } })
  const messages: SyncMessage[] = []
  let closedWith = 0
  socket.on('message', (payload: Buffer) => {
    const message = parseMessage(payload)
    if (message.ok) messages.push(message.value)
  })
  socket.on('close', (code) => {
    closedWith = code
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  cleanups.push(() => socket.terminate())
  return { socket, messages, closedWith: () => closedWith }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 })

function editOf(key: string, value: unknown): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('m').set(key, value)
  return Y.encodeStateAsUpdate(doc)
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

async function storedMap(log: UpdateLog): Promise<Record<string, unknown>> {
  const stored = await log.load(room)
  if (!stored) throw new Error('nothing stored')
  return applyStored(stored).getMap('m').toJSON()
}

describe('who gets a socket', () => {
  const statusOf = (url: string, headers: Record<string, string>, document = room) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${url}/${document}`, { headers })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('message', () => resolve(101))
      socket.on('close', resolve)
      socket.on('error', () => undefined)
      cleanups.push(() => socket.terminate())
    })

  test('[SYNC-20] nobody without a session, with a foreign origin or without membership', async () => {
    const { url } = await openSpace(await openLog())
    expect(await statusOf(url, {})).toBe(closeReasons['signed-out'].code)
    expect(await statusOf(url, { 'x-person': 'ann', origin: 'http://evil.example' })).toBe(403)
    expect(await statusOf(url, { 'x-person': 'stranger' })).toBe(4403)
    expect(await statusOf(url, { 'x-person': 'ann' })).toBe(101)
  })

  test('[SYNC-21] what does not exist is refused like what is not yours', async () => {
    const { url } = await openSpace(await openLog())
    expect(await statusOf(url, { 'x-person': 'ann' }, 'ws_zzzzzzzzzz')).toBe(4403)
    expect(await statusOf(url, { 'x-person': 'ann' }, '..%2f..%2fetc')).toBe(404)
  })
})

describe('editing together', () => {
  test.each([1, 2, 3])(
    '[SYNC-30] three stock clients converge under random edits and dropped sockets, seed %i',
    async (seed) => {
      const log = await openLog()
      const { url } = await openSpace(log)
      const clients = ['ann', 'bob', 'cy'].map((name) => openClient(url, name))
      const random = seeded(seed)
      for (let step = 0; step < 200; step++) {
        const client = clients[Math.floor(random() * clients.length)]
        const key = `k${Math.floor(random() * 12)}`
        if (random() < 0.8) client?.map.set(key, step)
        else client?.map.delete(key)
        if (random() < 0.03) client?.provider.ws?.close()
        if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve, 2))
      }
      await until(() => {
        expect(clients.every(({ provider }) => provider.synced)).toBe(true)
        expect(clients[1]?.map.toJSON()).toEqual(clients[0]?.map.toJSON())
        expect(clients[2]?.map.toJSON()).toEqual(clients[0]?.map.toJSON())
      })
      const expected = clients[0]?.map.toJSON()
      await vi.waitFor(async () => expect(await storedMap(log)).toEqual(expected))
    },
  )

  test('[SYNC-31] nothing another client has seen is lost when the server is killed', async () => {
    const log = await openLog()
    const { hub, url } = await openSpace(log)
    const [ann, bob] = [openClient(url, 'ann'), openClient(url, 'bob')]
    await until(() => expect(ann.provider.synced && bob.provider.synced).toBe(true))
    const seen = new Set<string>()
    bob.map.observe(({ keysChanged }) =>
      keysChanged.forEach((key: unknown) => seen.add(String(key))),
    )
    for (let step = 0; step < 300; step++) {
      ann.map.set(`k${step}`, step)
      if (step % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      if (step === 250) hub.abandon()
    }
    expect(seen.size).toBeGreaterThan(0)
    ann.provider.disconnect()
    bob.provider.disconnect()
    const { url: again } = await openSpace(log)
    const late = openClient(again, 'cy')
    await until(() => expect(late.provider.synced).toBe(true))
    for (const key of seen) expect(late.map.has(key)).toBe(true)
  })

  test('[SYNC-32] an edit is shown to nobody while it is not stored', async () => {
    const log = await openLog()
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: UpdateLog = {
      ...log,
      append: async (document, updates) => {
        await held
        return log.append(document, updates)
      },
    }
    const { url } = await openSpace(slow)
    const ann = await openRaw(url, 'ann', '?durable=1')
    const bob = await openRaw(url, 'bob')
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    // A question asked meanwhile is answered without it.
    bob.socket.send(Buffer.from([0, 0, 1, 0]))
    await until(() => expect(bob.messages.some(({ kind }) => kind === 'update')).toBe(true))
    await new Promise((resolve) => setTimeout(resolve, 60))
    const edits = () =>
      bob.messages.filter((message) => message.kind === 'update' && !message.empty)
    expect(edits()).toEqual([])
    expect(ann.messages.some(({ kind }) => kind === 'durable')).toBe(false)
    release()
    await until(() => {
      expect(edits()).toHaveLength(1)
      expect(ann.messages).toContainEqual({ kind: 'durable', count: 1 })
    })
  })

  test('[SYNC-34] durable messages are sent only to those who asked', async () => {
    const { url } = await openSpace(await openLog())
    const [ann, bob] = [await openRaw(url, 'ann', '?durable=1'), await openRaw(url, 'bob')]
    for (const who of [ann, bob]) who.socket.send(encodeUpdateMessage(editOf('x', 1)))
    await until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count: 1 }))
    await until(() => expect(bob.messages.some(({ kind }) => kind === 'update')).toBe(true))
    expect(bob.messages.some(({ kind }) => kind === 'durable')).toBe(false)
  })

  test('[SYNC-35] idle documents are compacted, unloaded and opened again', async () => {
    const log = await openLog()
    const limits = { idleMs: 40, keepAliveMs: 40, compactAfter: 10 }
    const { hub, url } = await openSpace(log, { limits })
    const ann = openClient(url, 'ann')
    await until(() => expect(ann.provider.synced).toBe(true))
    for (let step = 0; step < 30; step++) ann.map.set(`k${step}`, step)
    await vi.waitFor(async () => expect(Object.keys(await storedMap(log))).toHaveLength(30))
    ann.provider.disconnect()
    await until(() => expect(hub.openDocuments()).toBe(0))
    await vi.waitFor(async () => expect((await log.load(room))?.updates).toEqual([]))
    const bob = openClient(url, 'bob')
    await until(() => expect(bob.map.size).toBe(30))
  })

  test('[SYNC-36] a silent connection hears something before y-websocket gives up', async () => {
    const { url } = await openSpace(await openLog(), { limits: { keepAliveMs: 30 } })
    const ann = await openRaw(url, 'ann')
    await until(() => expect(ann.messages).toContainEqual({ kind: 'awareness', entries: [] }))
  })
})

describe('coming back', () => {
  test('[SYNC-37] what a returning client sends again is not stored again', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const ann = openClient(url, 'ann')
    for (let step = 0; step < 20; step++) ann.map.set(`k${step % 5}`, step)
    await vi.waitFor(async () => expect(await storedMap(log)).toMatchObject({ k4: 19 }))
    const before = (await log.load(room))?.through
    for (let time = 0; time < 3; time++) {
      ann.provider.ws?.close()
      await until(() => expect(ann.provider.synced).toBe(false))
      await until(() => expect(ann.provider.synced).toBe(true))
    }
    const raw = await openRaw(url, 'ann', '?durable=1')
    raw.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(ann.doc)))
    await until(() => expect(raw.messages).toContainEqual({ kind: 'durable', count: 1 }))
    expect((await log.load(room))?.through).toBe(before)
  })

  test('[SYNC-38] a large document comes in pieces, and the last of them is the answer', async () => {
    const log = openMemoryUpdateLog()
    const doc = new Y.Doc()
    for (let step = 0; step < 30; step++) doc.getMap('m').set(`k${step}`, 'x'.repeat(100_000))
    await log.create(room, Y.encodeStateAsUpdate(doc))
    const { url } = await openSpace(log)
    const raw = await openRaw(url, 'viewer')
    raw.socket.send(Buffer.from([0, 0, 1, 0]))
    const pieces = () => raw.messages.filter((message) => message.kind === 'update')
    await until(() => expect(pieces().some(({ answer }) => answer)).toBe(true))
    expect(pieces().length).toBeGreaterThan(5)
    expect(pieces().map(({ answer }) => answer)).toEqual([
      ...pieces()
        .slice(1)
        .map(() => false),
      true,
    ])
    expect(Math.max(...pieces().map(({ update }) => update.length))).toBeLessThan(400_000)
    const read = new Y.Doc()
    for (const { update } of pieces()) Y.applyUpdate(read, update)
    expect(read.getMap('m').toJSON()).toEqual(doc.getMap('m').toJSON())
  })

  test('[SYNC-65] a client that falls behind catches up from the log, in order and in few messages', async () => {
    const log = await openLog()
    const { url } = await openSpace(log, { limits: { aheadBytes: 1000, stalledMs: 60_000 } })
    const slow = await openRaw(url, 'slow')
    const quick = openClient(url, 'bob')
    const ann = openClient(url, 'ann')
    await until(() => expect(ann.provider.synced && quick.provider.synced).toBe(true))
    slow.socket.pause()
    for (let step = 0; step < 400; step++) {
      ann.map.set(`k${step}`, 'x'.repeat(20_000))
      if (step % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await until(() => expect(quick.map.size).toBe(400))
    slow.socket.resume()
    const read = new Y.Doc()
    await until(() => {
      for (const message of slow.messages.splice(0)) {
        if (message.kind === 'update') Y.applyUpdate(read, message.update)
      }
      expect(read.getMap('m').size).toBe(400)
    })
    expect(slow.closedWith()).toBe(0)
  })
})

describe('rights', () => {
  test('[SYNC-40] a viewer’s edits are dropped and the viewer is told', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const viewer = await openRaw(url, 'viewer')
    viewer.socket.send(encodeUpdateMessage(editOf('forged', 1)))
    await until(() => expect(viewer.messages.some(({ kind }) => kind === 'denied')).toBe(true))
    expect(await storedMap(log)).toEqual({})
    const ann = openClient(url, 'ann')
    ann.map.set('a', 1)
    const reader = openClient(url, 'viewer')
    await until(() => expect(reader.map.get('a')).toBe(1))
  })

  test.each([{ person: 'ann' }, { organisation: 'og_a' }, { document: room }])(
    '[SYNC-41] rights taken away close the sockets of %o for good',
    async (change) => {
      const { url } = await openSpace(await openLog())
      const [ann, bob] = [await openRaw(url, 'ann'), await openRaw(url, 'bob')]
      withdrawn.add('ann')
      rights.tell({ person: 'somebody-else' })
      rights.tell(change)
      await until(() => expect(ann.closedWith()).toBe(closeReasons['rights-withdrawn'].code))
      expect(bob.closedWith()).toBe(0)
    },
  )

  test('[SYNC-42] an editor who becomes a viewer is told, what was sent before is kept and the rest dropped', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const ann = await openRaw(url, 'ann')
    ann.socket.send(encodeUpdateMessage(editOf('before', 1)))
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ before: 1 }))
    readers.add('ann')
    rights.tell({ organisation: 'og_a' })
    await until(() => expect(ann.messages.some(({ kind }) => kind === 'denied')).toBe(true))
    ann.socket.send(encodeUpdateMessage(editOf('after', 1)))
    const bob = openClient(url, 'bob')
    bob.map.set('bob', 1)
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ before: 1, bob: 1 }))
    expect(ann.closedWith()).toBe(0)
  })

  test('[SYNC-42] a viewer who becomes an editor is told and asked for what they hold', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    readers.add('ann')
    const raw = await openRaw(url, 'ann')
    const ann = openClient(url, 'ann')
    await until(() => expect(ann.provider.synced).toBe(true))
    ann.map.set('kept', 1)
    readers.clear()
    rights.tell({ person: 'ann' })
    await until(() => expect(raw.messages).toContainEqual({ kind: 'allowed' }))
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ kept: 1 }))
  })

  test.each([
    ['a session that ended', () => rights.tell({ person: 'ann' }), undefined],
    ['a session whose time is over', () => undefined, 0],
  ])('[SYNC-43] %s asks its client to come back', async (_name, tell, endsAt) => {
    const limits = { keepAliveMs: 40 }
    const { url } = await openSpace(await openLog(), {
      limits,
      admit: async (request, document) => {
        const admission = await admit(request, document)
        if (!admission.ok || endsAt === undefined) return admission
        return accept({ ...admission.value, endsAt })
      },
    })
    const ann = await openRaw(url, 'ann')
    withdrawn.add('session')
    tell()
    await until(() => expect(ann.closedWith()).toBe(closeReasons['session-over'].code))
  })

  test('[SYNC-43] edits made meanwhile arrive with the next session', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const ann = openClient(url, 'ann')
    await until(() => expect(ann.provider.synced).toBe(true))
    withdrawn.add('session')
    rights.tell({ person: 'ann' })
    await until(() => expect(ann.provider.wsconnected).toBe(false))
    ann.map.set('meanwhile', 1)
    withdrawn.clear()
    ann.provider.connect()
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ meanwhile: 1 }), {
      timeout: 8000,
    })
  })

  test('[SYNC-44] a right that cannot be asked about counts as none for now', async () => {
    let failing = false
    const { url, failures } = await openSpace(await openLog(), {
      admit: async (request, document) => {
        if (failing) throw new Error('store away')
        return admit(request, document)
      },
    })
    const ann = await openRaw(url, 'ann')
    failing = true
    rights.tell({})
    await until(() => expect(ann.closedWith()).toBe(closeReasons['store-failed'].code))
    expect(failures).toEqual(['Rights could not be read again'])
  })

  test('[SYNC-44] rights taken away while the document opens count, and the newest answer stays', async () => {
    const log = await openLog()
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: UpdateLog = { ...log, load: (id) => held.then(() => log.load(id)) }
    const { url } = await openSpace(slow)
    const opening = openRaw(url, 'ann')
    await new Promise((resolve) => setTimeout(resolve, 50))
    withdrawn.add('ann')
    rights.tell({ person: 'ann' })
    release()
    const ann = await opening
    await until(() => expect(ann.closedWith()).toBe(closeReasons['rights-withdrawn'].code))
  })
})

describe('presence', () => {
  const say = (client: number, state: unknown, clock = 1) =>
    encodeAwarenessMessage([{ client, clock, text: JSON.stringify(state) }])
  const heard = (messages: readonly SyncMessage[], client: number) =>
    messages
      .flatMap((message) => (message.kind === 'awareness' ? message.entries : []))
      .filter((entry) => entry.client === client)
      .map(({ text }) => JSON.parse(text) as { person: { id: string }; area?: string } | null)

  test('[SYNC-50] the person is stamped by the server, whatever the client claims', async () => {
    const { url } = await openSpace(await openLog())
    const [ann, bob] = [await openRaw(url, 'ann'), await openRaw(url, 'bob')]
    ann.socket.send(say(7, { area: 'app', person: { id: 'bob' } }))
    await until(() => expect(heard(bob.messages, 7)).toHaveLength(1))
    expect(heard(bob.messages, 7)[0]).toMatchObject({ area: 'app', person: { id: 'ann' } })
  })

  test('[SYNC-51] nobody speaks for another connection’s client', async () => {
    const { url } = await openSpace(await openLog())
    const [ann, eve, bob] = [
      await openRaw(url, 'ann'),
      await openRaw(url, 'eve'),
      await openRaw(url, 'bob'),
    ]
    ann.socket.send(say(7, { area: 'app' }))
    await until(() => expect(heard(eve.messages, 7)).toHaveLength(1))
    eve.socket.send(say(7, { area: 'forged' }, 99))
    eve.socket.send(say(7, null, 100))
    eve.socket.send(say(8, { area: 'mine' }))
    await until(() => expect(heard(bob.messages, 8)).toHaveLength(1))
    expect(heard(bob.messages, 7).map((state) => state?.area)).toEqual(['app'])
  })

  test('[SYNC-52] it ends with the connection and is never stored', async () => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const [ann, bob] = [await openRaw(url, 'ann'), await openRaw(url, 'bob')]
    ann.socket.send(say(7, { area: 'app' }))
    await until(() => expect(heard(bob.messages, 7)).toHaveLength(1))
    ann.socket.terminate()
    await until(() => expect(heard(bob.messages, 7).at(-1)).toBeNull())
    expect((await log.load(room))?.updates).toEqual([])
  })

  test('[SYNC-53] stock clients see each other, and again after a dropped socket', async () => {
    const { url } = await openSpace(await openLog())
    const [ann, bob] = [openClient(url, 'ann'), openClient(url, 'bob')]
    ann.provider.awareness.setLocalStateField('area', 'pipeline')
    const seenByBob = () => bob.provider.awareness.getStates().get(ann.doc.clientID)
    await until(() =>
      expect(seenByBob()).toMatchObject({ area: 'pipeline', person: { id: 'ann' } }),
    )
    ann.provider.ws?.close()
    await until(() => expect(seenByBob()).toBeUndefined())
    await until(() => expect(seenByBob()).toMatchObject({ area: 'pipeline' }))
  })

  test('[SYNC-54] a state beyond the limit is not relayed', async () => {
    const { url } = await openSpace(await openLog(), { limits: { awarenessStateBytes: 100 } })
    const [ann, bob] = [await openRaw(url, 'ann'), await openRaw(url, 'bob')]
    ann.socket.send(say(7, { note: 'x'.repeat(200) }))
    ann.socket.send(say(7, { note: 'short' }, 2))
    await until(() => expect(heard(bob.messages, 7)).toHaveLength(1))
  })
})

describe('limits', () => {
  test.each([
    ['garbage', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
    ['an empty message', new Uint8Array()],
    ['an update that is none', Uint8Array.of(0, 2, 3, 9, 9, 9)],
    ['a message only servers send', Uint8Array.of(4, 1)],
  ])('[SYNC-60] %s closes its sender and nobody else', async (_name, bytes) => {
    const log = await openLog()
    const { url } = await openSpace(log)
    const [eve, bob] = [await openRaw(url, 'eve'), openClient(url, 'bob')]
    eve.socket.send(bytes)
    await until(() => expect(eve.closedWith()).toBe(closeReasons.malformed.code))
    bob.map.set('still', 'here')
    await vi.waitFor(async () => expect(await storedMap(log)).toEqual({ still: 'here' }))
  })

  test('[SYNC-61] too many updates at once close their sender', async () => {
    const limits = { updatesPerSecond: 1, updateBurst: 5 }
    const { url } = await openSpace(await openLog(), { limits })
    const eve = await openRaw(url, 'eve')
    for (let step = 0; step < 20; step++) eve.socket.send(encodeUpdateMessage(editOf('a', step)))
    await until(() => expect(eve.closedWith()).toBe(closeReasons['too-fast'].code))
  })

  test('[SYNC-62] a message beyond the limit closes its sender by name', async () => {
    const { url } = await openSpace(await openLog())
    const eve = await openRaw(url, 'eve')
    eve.socket.send(new Uint8Array(8 * 1024 * 1024 + 1))
    await until(() => expect(eve.closedWith()).toBe(closeReasons['too-large'].code))
  })

  test('[SYNC-63] a document at its limit takes no more and keeps what it has', async () => {
    const log = await openLog()
    const { url } = await openSpace(log, { limits: { documentBytes: 2000 } })
    const eve = await openRaw(url, 'eve')
    eve.socket.send(encodeUpdateMessage(editOf('small', 1)))
    eve.socket.send(encodeUpdateMessage(editOf('large', 'x'.repeat(3000))))
    await until(() => expect(eve.closedWith()).toBe(closeReasons['document-full'].code))
    expect(await storedMap(log)).toEqual({ small: 1 })
  })

  test('[SYNC-64] a client that does not read is let go', async () => {
    const log = await openLog()
    const { url } = await openSpace(log, { limits: { bufferedBytes: 200_000, stalledMs: 200 } })
    const slow = await openRaw(url, 'slow')
    slow.socket.pause()
    const ann = await openRaw(url, 'ann')
    for (let step = 0; step < 60; step++) {
      ann.socket.send(encodeUpdateMessage(editOf(`k${step}`, 'x'.repeat(400_000))))
    }
    await vi.waitFor(async () => expect(Object.keys(await storedMap(log))).toHaveLength(60), {
      timeout: 20_000,
    })
    slow.socket.resume()
    await until(() => expect(slow.closedWith()).toBeGreaterThan(0))
  })
})
