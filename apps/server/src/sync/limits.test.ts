import {
  closeReasons,
  encodeAwarenessMessage,
  encodeMissingMessage,
  encodeUpdateMessage,
  outlineUpdate,
  type CloseName,
} from '@weft/sync-protocol'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  admitByHeader,
  editOf,
  openHubUnderTest,
  openLogWithRoom,
  openRawClient,
  openTally,
  storedMap,
  testRoom,
  until,
  type RawClient,
} from './hub-under-test.ts'
import { workHere } from './document-work.ts'
import { StoredIndex } from './stored-index.ts'
import type { SyncHubSettings } from './open-sync-hub.ts'
import type { SyncLimits } from './sync-limits.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

async function open(limits: Partial<SyncLimits>, settings: Partial<SyncHubSettings> = {}) {
  const log = await openLogWithRoom()
  const { observer, counts } = openTally()
  const space = await openHubUnderTest(log, { observer, limits, ...settings })
  cleanups.push(space.close)
  const client = async (person: string | null, address?: string): Promise<RawClient> => {
    const headers = address === undefined ? {} : { 'x-address': address }
    const raw = await openRawClient(space.url, person, { query: '?durable=1', headers })
    cleanups.push(() => raw.socket.terminate())
    return raw
  }
  return { ...space, log, counts, client }
}

const addressOf: SyncHubSettings['addressOf'] = ({ headers }) => String(headers['x-address'] ?? '')
const codeOf = (name: CloseName): number => closeReasons[name].code
const say = (client: number, state: unknown, clock = 1) =>
  encodeAwarenessMessage([{ client, clock, text: JSON.stringify(state) }])

/** Speaks web sockets byte by byte, as no library would. */
async function openBytes(port: number, person = 'eve') {
  const socket: Socket = connect(port, '127.0.0.1')
  cleanups.push(() => {
    socket.destroy()
  })
  let heard = Buffer.alloc(0)
  let ended = false
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    ended = true
  })
  socket.write(
    [
      `GET /sync/${testRoom} HTTP/1.1`,
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Extensions: permessage-deflate',
      `x-person: ${person}`,
      '\r\n',
    ].join('\r\n'),
  )
  await until(() => expect(heard.toString('latin1')).toContain('\r\n\r\n'))
  const headers = heard.toString('latin1').split('\r\n\r\n')[0] ?? ''
  /** One frame, masked with zeros. */
  const frame = (first: number, payload: Uint8Array): void => {
    const { length } = payload
    const size =
      length < 126
        ? Buffer.of(128 | length)
        : Buffer.concat([Buffer.of(128 | 127), Buffer.alloc(8)])
    if (length >= 126) size.writeBigUInt64BE(BigInt(length), 1)
    socket.write(Buffer.concat([Buffer.of(first), size, Buffer.alloc(4), payload]))
  }
  /** The code of a closing frame that came, or 0. */
  const closedWith = (): number => {
    const at = heard.lastIndexOf(0x88)
    return at >= 0 && at + 4 <= heard.length ? heard.readUInt16BE(at + 2) : 0
  }
  return { socket, headers, frame, closedWith, hasEnded: () => ended }
}

describe('how many may connect', () => {
  test('[SYNC-70] attempts of one address beyond their rate are refused by name, and nobody else’s', async () => {
    const limits = { attemptsPerSecond: 0.001, attemptBurst: 3 }
    const { client, counts } = await open(limits, { addressOf })
    const mine = await Promise.all([1, 2, 3, 4, 5].map(() => client('eve', 'a')))
    await until(() =>
      expect(mine.filter((each) => each.closedWith() === codeOf('address-busy'))).toHaveLength(2),
    )
    expect((await client('ann', 'b')).closedWith()).toBe(0)
    expect(counts.get('refused address-busy')).toBe(2)
  })

  test('[SYNC-70] open connections of one address are bounded, and a closed one makes room', async () => {
    const { client, counts } = await open({ connectionsPerAddress: 2 }, { addressOf })
    const [first] = [await client('eve', 'a'), await client('eve', 'a')]
    const third = await client('eve', 'a')
    await until(() => expect(third.closedWith()).toBe(codeOf('address-full')))
    expect((await client('ann', 'b')).closedWith()).toBe(0)
    first.socket.close()
    await until(async () => {
      const again = await client('eve', 'a')
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(again.closedWith()).toBe(0)
    })
    expect(counts.get('refused address-full')).toBeGreaterThan(0)
  })

  test('[SYNC-70] connections in all are bounded', async () => {
    const { client, counts } = await open({ connectionsInAll: 2 }, { addressOf })
    await client('ann', 'a')
    await client('bob', 'b')
    const third = await client('cy', 'c')
    await until(() => expect(third.closedWith()).toBe(codeOf('space-full')))
    expect(counts.get('refused space-full')).toBe(1)
  })

  test('[SYNC-70] a flood of attempts waits in a bounded queue, and whoever is in edits on', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let asked = 0
    const { client, counts, hub, log, url } = await open(
      { admissionsAtOnce: 2, admissionsWaiting: 3 },
      {
        admit: async (request, document) => {
          asked++
          if (request.headers['x-person'] === 'flood') await held
          return admitByHeader(request, document)
        },
      },
    )
    const ann = await client('ann')
    const flood = Array.from({ length: 20 }, () => openRawClient(url, 'flood'))
    await until(() => expect(counts.get('refused space-busy')).toBe(15))
    expect(hub.figures().admissions).toBe(5)
    expect(asked).toBe(3)
    ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
    await until(async () => expect(await storedMap(log)).toEqual({ a: 1 }))
    release()
    const all = await Promise.all(flood)
    for (const { socket } of all) cleanups.push(() => socket.terminate())
    await until(() =>
      expect(all.filter((each) => each.closedWith() === codeOf('space-busy'))).toHaveLength(15),
    )
    expect(hub.figures().admissions).toBe(0)
  })

  test('[SYNC-70] an attempt of which nothing is known in time is refused, and its place is free again', async () => {
    const { client, url, counts } = await open(
      { admissionsAtOnce: 1, admissionMs: 60 },
      {
        admit: (request, document) =>
          request.headers['x-person'] === 'flood'
            ? new Promise(() => undefined)
            : admitByHeader(request, document),
      },
    )
    const flood = await openRawClient(url, 'flood')
    await until(() => expect(flood.closedWith()).toBe(503))
    expect(counts.get('refused store-failed')).toBe(1)
    expect((await client('ann')).closedWith()).toBe(0)
  })

  test('[SYNC-70] with too many windows the oldest is closed for good', async () => {
    const { client } = await open({ connectionsPerPerson: 2 })
    const [oldest, next] = [await client('ann'), await client('ann')]
    const newest = await client('ann')
    await until(() => expect(oldest.closedWith()).toBe(codeOf('too-many-windows')))
    expect([next.closedWith(), newest.closedWith()]).toEqual([0, 0])
  })
})

describe('how much one may send', () => {
  test.each([
    ['messages', { messagesPerSecond: 1, messageBurst: 10 }],
    ['bytes', { bytesPerSecond: 1, byteBurst: 2000 }],
    ['questions', { questionsPerSecond: 1, questionBurst: 5 }],
  ])('[SYNC-61] too many %s close their sender, and nobody else', async (_name, limits) => {
    const { client, counts } = await open(limits)
    const [ann, eve] = [await client('ann'), await client('eve')]
    const question = Uint8Array.of(0, 0, 1, 0)
    const large = say(7, { note: 'x'.repeat(300) })
    for (let step = 0; step < 12; step++) {
      eve.socket.send('bytesPerSecond' in limits ? large : question)
    }
    await until(() => expect(eve.closedWith()).toBe(codeOf('too-fast')))
    expect(ann.closedWith()).toBe(0)
    expect(counts.get('closed too-fast')).toBe(1)
  })

  test('[SYNC-61] one person is bounded over all their connections', async () => {
    const limits = { updatesPerSecond: 0.001, updateBurst: 10, personFactor: 1.5 }
    const { client } = await open(limits)
    const all = [await client('eve'), await client('eve'), await client('eve')]
    const ann = await client('ann')
    for (let step = 0; step < 8; step++) {
      for (const { socket } of all) socket.send(encodeUpdateMessage(editOf(`k${step}`, 1)))
    }
    await until(() =>
      expect(all.some((each) => each.closedWith() === codeOf('too-fast'))).toBe(true),
    )
    ann.socket.send(encodeUpdateMessage(editOf('ann', 1)))
    await until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count: 1 }))
  })

  test('[SYNC-55] a flood of presence is not relayed beyond its rate', async () => {
    const { client, counts } = await open({ awarenessPerSecond: 0.001, awarenessBurst: 5 })
    const [eve, bob] = [await client('eve'), await client('bob')]
    for (let clock = 1; clock <= 100; clock++) eve.socket.send(say(7, { clock }, clock))
    await until(() => expect(counts.get('presence dropped')).toBe(95))
    const said = () =>
      bob.messages.flatMap((message) => (message.kind === 'awareness' ? message.entries : []))
    // The clock of the fifth is the last that anybody hears of.
    await until(() => expect(said().at(-1)?.text).toContain('"clock":5'))
    expect(said().length).toBeLessThanOrEqual(5)
  })

  test('[SYNC-56] what many say within a moment goes out together, and nobody hears themselves', async () => {
    const { client } = await open({})
    const [ann, eve, bob] = [await client('ann'), await client('eve'), await client('bob')]
    for (let clock = 1; clock <= 50; clock++) {
      ann.socket.send(say(7, { at: clock }, clock))
      eve.socket.send(say(8, { at: clock }, clock))
    }
    const heard = ({ messages }: typeof bob) =>
      messages.flatMap((message) => (message.kind === 'awareness' ? [message.entries] : []))
    const lastOf = (reader: typeof bob, id: number) =>
      heard(reader)
        .flat()
        .findLast(({ client: of }) => of === id)?.text
    await until(() => {
      expect(lastOf(bob, 7)).toContain('"at":50')
      expect(lastOf(bob, 8)).toContain('"at":50')
      expect(lastOf(ann, 8)).toContain('"at":50')
    })
    expect(heard(bob).length).toBeLessThan(50)
    expect(lastOf(ann, 7)).toBeUndefined()
  })

  test('[SYNC-55] nothing forged is relayed, whatever is tried', async () => {
    const { client } = await open({})
    const [ann, eve, bob] = [await client('ann'), await client('eve'), await client('bob')]
    ann.socket.send(say(7, { area: 'app' }))
    await until(() => expect(bob.messages.some(({ kind }) => kind === 'awareness')).toBe(true))
    const text = JSON.stringify({ person: { id: 'ann' }, area: 'forged' })
    const forged = [
      say(7, { area: 'forged' }, 2),
      say(7, { area: 'forged' }, Number.MAX_SAFE_INTEGER - 1),
      say(7, null, 50),
      encodeAwarenessMessage([
        { client: 8, clock: 1, text },
        { client: 7, clock: 60, text },
      ]),
      say(9, { __proto__: { area: 'forged' }, person: 'ann' }),
    ]
    for (const bytes of forged) eve.socket.send(bytes)
    // More identifiers than one connection may introduce.
    for (let id = 100; id < 140; id++) eve.socket.send(say(id, { area: 'crowd' }))
    ann.socket.send(say(7, { area: 'end' }, 3))
    const entries = () =>
      bob.messages.flatMap((message) => (message.kind === 'awareness' ? message.entries : []))
    await until(() => expect(entries().some(({ text: t }) => t.includes('end'))).toBe(true))
    const said = entries().map(({ client: id, text: each }) => ({
      id,
      state: JSON.parse(each) as { person: { id: string }; area: string } | null,
    }))
    const hers = said.filter(({ id }) => id === 7).map(({ state }) => state)
    expect(hers.map((state) => state?.person.id)).toEqual(hers.map(() => 'ann'))
    expect(hers.map((state) => state?.area)).not.toContain('forged')
    const others = said.filter(({ id }) => id !== 7).map(({ state }) => state?.person.id)
    expect(others).toEqual(others.map(() => 'eve'))
    const identities = new Set(entries().map(({ client: id }) => id))
    expect(identities.size).toBeLessThanOrEqual(5)
  })
})

describe('frames that break the rules of web sockets', () => {
  test.each([
    ['a packed frame, though packing was never agreed', 0xc2, 'malformed'],
    ['a frame of a kind that does not exist', 0x83, 'malformed'],
    ['a continuation of nothing', 0x80, 'malformed'],
  ] as const)('[SYNC-66] %s closes its sender by name', async (_name, first, name) => {
    const { port, counts } = await open({})
    const eve = await openBytes(port)
    expect(eve.headers).not.toContain('permessage-deflate')
    eve.frame(first, Uint8Array.of(1, 2, 3))
    await until(() => expect(eve.closedWith()).toBe(codeOf(name)))
    expect(counts.get(`closed ${name}`)).toBe(1)
  })

  test('[SYNC-62] a frame that announces more than the limit is refused before it is read', async () => {
    const { port } = await open({})
    const eve = await openBytes(port)
    const head = Buffer.concat([Buffer.of(0x82, 128 | 127), Buffer.alloc(8), Buffer.alloc(4)])
    head.writeBigUInt64BE(2n ** 40n, 2)
    eve.socket.write(head)
    await until(() => expect(eve.closedWith()).toBe(codeOf('too-large')))
  })

  test('[SYNC-66] a message in pieces without end is cut off at the limit of a message', async () => {
    const { port } = await open({})
    const eve = await openBytes(port)
    const piece = new Uint8Array(1024 * 1024)
    eve.frame(0x02, piece)
    for (let count = 0; count < 9; count++) eve.frame(0x00, piece)
    await until(() => expect(eve.closedWith()).toBe(codeOf('too-large')))
  })

  test('[SYNC-66] a message that is begun and never ended is let go after its time', async () => {
    const { port, counts, hub } = await open({ messageMs: 40, keepAliveMs: 40 })
    const eve = await openBytes(port)
    eve.frame(0x02, new Uint8Array(200_000))
    await until(() => expect(counts.get('closed unfinished')).toBe(1))
    await until(() => expect(eve.hasEnded()).toBe(true))
    expect(hub.figures().editors).toBe(0)
  })

  test('[SYNC-66] a flood of pings closes its sender', async () => {
    const { port, counts } = await open({ controlsPerSecond: 0.001, controlBurst: 20 })
    const eve = await openBytes(port)
    for (let count = 0; count < 60; count++) eve.frame(0x89, new Uint8Array(100))
    await until(() => expect(counts.get('closed too-fast')).toBe(1))
  })

  test('[SYNC-66] a socket whose other end is gone without a word is ended', async () => {
    const { port, hub } = await open({ keepAliveMs: 30 })
    const eve = await openBytes(port)
    // It never answers a ping.
    await until(() => expect(hub.figures().editors).toBe(1))
    await until(() => expect(eve.hasEnded()).toBe(true))
    expect(hub.figures().editors).toBe(0)
  })
})

describe('edits out of their order', () => {
  test('[SYNC-67] the same edit again is stored once, and edits before those they build on wait', async () => {
    const { client, log } = await open({})
    const [eve, ann] = [await client('eve'), await client('ann')]
    const edit = editOf('a', 1)
    for (let count = 0; count < 5; count++) eve.socket.send(encodeUpdateMessage(edit))
    await until(() => expect(eve.messages).toContainEqual({ kind: 'durable', count: 5 }))
    const before = (await log.load(testRoom))?.through
    ann.socket.send(encodeUpdateMessage(edit))
    await until(() => expect(ann.messages).toContainEqual({ kind: 'durable', count: 1 }))
    expect((await log.load(testRoom))?.through).toBe(before)
  })

  test('[SYNC-67] an edit before earlier ones of its window is not stored, and its sender is asked for all of it', async () => {
    const { client, log } = await open({})
    const eve = await client('eve')
    const questions = () => eve.messages.filter(({ kind }) => kind === 'state-vector').length
    const before = { questions: questions(), through: (await log.load(testRoom))?.through ?? -1 }
    const doc = new Y.Doc()
    const typed = doc.getMap('m')
    typed.set('a', 1)
    const first = Y.encodeStateVector(doc)
    for (const key of ['b', 'c']) {
      const known = Y.encodeStateVector(doc)
      typed.set(key, 1)
      eve.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc, known)))
    }
    await until(() => expect(questions()).toBe(before.questions + 1))
    expect((await log.load(testRoom))?.through).toBe(before.through)
    expect(eve.messages.some(({ kind }) => kind === 'durable')).toBe(false)
    // Stock clients answer with everything; then all three count as stored.
    eve.socket.send(encodeMissingMessage(Y.encodeStateAsUpdate(doc)))
    await until(() => expect(eve.messages).toContainEqual({ kind: 'durable', count: 3 }))
    expect(await storedMap(log)).toMatchObject({ a: 1, b: 1, c: 1 })
    // What is known of it in part is stored from there on.
    eve.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc, first)))
    typed.set('d', 1)
    eve.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc)))
    await until(() => expect(eve.messages).toContainEqual({ kind: 'durable', count: 5 }))
    const last = (await log.load(testRoom))?.updates.at(-1) ?? new Uint8Array()
    expect(Y.decodeUpdate(last).structs.map(({ id, length }) => [id.clock, length])).toEqual([
      [3, 1],
    ])
  })

  test('[SYNC-67] many deletions in the worst order are taken in at once, as they would one by one', async () => {
    const stretches = 60_000
    const deleted: number[] = []
    for (let place = stretches; place > 0; place--) deleted.push(7, place * 3, 1)
    const outline = outlineUpdate(Uint8Array.of(0, 0))
    if (!outline.ok) throw new Error('not sound')
    const many = new StoredIndex()
    many.add({ ...outline.value, deleted })
    many.add({ ...outline.value, deleted: [7, 4, 2, 7, 100, 1] })
    const few = new StoredIndex()
    for (let at = deleted.length - 3; at >= 0; at -= 3) {
      few.add({ ...outline.value, deleted: deleted.slice(at, at + 3) })
    }
    few.add({ ...outline.value, deleted: [7, 4, 2] })
    few.add({ ...outline.value, deleted: [7, 100, 1] })
    expect(many.deletions().get(7)).toEqual(few.deletions().get(7))
    expect(many.size()).toEqual(few.size())
    expect((await workHere.survey({ snapshot: Uint8Array.of(0, 0), updates: [] })).size()).toEqual({
      clients: 0,
      ahead: 0,
      stretches: 0,
    })
  })
})

describe('one who does not read', () => {
  test('[SYNC-64] holds no more than the bound, and the room goes on', async () => {
    const { client, hub, log } = await open({
      stalledMs: 60_000,
      aheadBytes: 200_000,
      bufferedBytes: 1_000_000,
    })
    const [stuck, ann] = [await client('stuck'), await client('ann')]
    stuck.socket.pause()
    let most = 0
    for (let step = 0; step < 60; step++) {
      ann.socket.send(encodeUpdateMessage(editOf(`k${step}`, 'x'.repeat(200_000))))
      await new Promise((resolve) => setTimeout(resolve, 2))
      most = Math.max(most, hub.figures().mostBufferedBytes)
    }
    await until(async () => expect(Object.keys(await storedMap(log))).toHaveLength(60))
    expect(Math.max(most, hub.figures().mostBufferedBytes)).toBeLessThanOrEqual(1_000_000)
    expect([stuck.closedWith(), ann.closedWith()]).toEqual([0, 0])
  })
})
