import { seededRandom } from '@weft/documents/testing'
import { encodeUpdateMessage, inStep, outlineUpdate } from '@weft/sync-protocol'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { openConnection } from './connection.ts'
import { answerFrom, snapshotOf, workHere } from './document-work.ts'
import { hostileUpdate } from './hostile-update.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import { openRooms } from './open-rooms.ts'
import { syncLimits } from './sync-limits.ts'
import { silentObserver } from './sync-observer.ts'
import { serverAuthor, type UpdateLog } from './update-log.ts'
import { openVirtualClient, openVirtualSocket, type VirtualClient } from './virtual-client.ts'

const document = 'ws_abcdefghij'
const scope = { clients: [3, 9, 12], others: [5], roots: ['app', 'text'] }
const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }
const turn = () => new Promise((resolve) => setImmediate(resolve))

async function enter(log: UpdateLog) {
  const failures: string[] = []
  const rooms = openRooms({
    line: null,
    log,
    now: Date.now,
    random: () => 1,
    work: workHere,
    limits: { ...syncLimits, compactAfter: 12, compactPauseMs: 0 },
    observer: silentObserver,
    onFailure: (message, cause) => failures.push(`${message}: ${String(cause)}`),
  })
  const room = await rooms.find(document)
  if (!room) throw new Error('no room')
  const join = (person: string, client: VirtualClient) => {
    const socket = openVirtualSocket()
    const connection = openConnection({
      socket: socket.end,
      admission: { person: { id: person, name: { en: person }, organisation }, mayEdit: true },
      wantsDurable: false,
      limits: syncLimits,
      now: Date.now,
      observer: silentObserver,
    })
    client.connect(socket)
    room.join(connection)
    return { client, socket, connection }
  }
  type Guest = ReturnType<typeof join>
  /** Lets everything arrive, at the hub and at those who listen; what Yjs throws comes out here. */
  const settle = async (...guests: readonly Guest[]): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      let moved = false
      for (const { client, socket, connection } of guests) {
        while (client.takeOne()) moved = true
        for (const bytes of socket.toServer.splice(0)) {
          moved = true
          room.receive(connection, bytes)
        }
      }
      await turn()
      quiet = moved || !room.isQuiet() ? 0 : quiet + 1
    }
  }
  return { room, join, settle, failures, dispose: () => rooms.dispose() }
}

async function openLog(): Promise<UpdateLog> {
  const log = openMemoryUpdateLog()
  const born = new Y.Doc()
  born.clientID = 5
  born.getMap('app').set('k1', new Y.Map([['inner', new Y.Text('inner')]]))
  born.getText('text').insert(0, 'begun')
  await log.create(document, Y.encodeStateAsUpdate(born))
  return log
}

/** Whether one document that takes these edits as they are throws. */
function breaksYjs(updates: readonly Uint8Array[]): boolean {
  const doc = new Y.Doc()
  try {
    for (const update of updates) Y.applyUpdate(doc, update)
    return false
  } catch {
    return true
  }
}

/** A page that opens a document: Yjs may throw while it lets go of deleted content, never in the middle of an edit. */
function readAll(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const piece of pieces) {
    try {
      Y.applyUpdate(doc, piece)
    } catch (cause) {
      expect(cause).toMatchObject({ stack: expect.stringContaining('tryGcDeleteSet') as unknown })
    }
  }
  return doc
}

const isSound = (update: Uint8Array): boolean => outlineUpdate(update).ok

interface Play {
  readonly log: UpdateLog
  readonly random: () => number
  readonly ann: VirtualClient
  readonly sent: Uint8Array[]
  typed: string
}

function typeLetter(play: Play): void {
  const letter = String.fromCharCode(97 + (play.typed.length % 26))
  play.ann.doc.getText('of ann').insert(play.typed.length, letter)
  play.typed += letter
}

/** Eve sends whatever she likes while Ann types and Bob reads; then somebody else comes. */
async function visit(play: Play): Promise<void> {
  const { log, random, ann, sent } = play
  const { room, join, settle, failures, dispose } = await enter(log)
  let eve = join('eve', openVirtualClient(2000, random))
  const writer = join('ann', ann)
  const reader = join('bob', openVirtualClient(3000, random))
  await settle(writer, reader)
  for (let step = 0; step < 15; step++) {
    const update = hostileUpdate(scope, random)
    if (isSound(update)) sent.push(update)
    room.receive(eve.connection, encodeUpdateMessage(update))
    if (random() < 0.4) typeLetter(play)
    if (random() < 0.5) await settle(writer, reader)
    // A message that cannot be read ends a socket: she comes back with another one.
    if (!eve.socket.isOpen()) eve = join('eve', openVirtualClient(2000, random))
  }
  await settle(writer, reader)
  const newcomer = join('cyd', openVirtualClient(4000, random))
  await settle(writer, reader, newcomer)
  for (const { client } of [writer, reader, newcomer])
    expect(client.doc.getText('of ann').toJSON()).toBe(play.typed)
  expect(failures).toEqual([])
  dispose()
  for (const guest of [reader, newcomer, eve]) guest.client.dispose()
  ann.drop()
}

test('[SYNC-88] edits that are sound one by one and together make Yjs throw break nobody, and nobody loses theirs', async () => {
  let breaking = 0
  for (let seed = 1; seed <= 80; seed++) {
    const random = seededRandom(seed)
    const ann = openVirtualClient(1000, random)
    const play: Play = { log: await openLog(), random, ann, sent: [], typed: '' }
    await visit(play)
    // The second time everything is read from the log.
    await visit(play)
    const stored = await play.log.load(document)
    expect(stored && applyStored(stored).getText('of ann').toJSON(), `seed ${seed}`).toBe(
      play.typed,
    )
    if (breaksYjs(play.sent)) breaking++
  }
  // Left as they are they do break documents: the test is about something.
  expect(breaking).toBeGreaterThan(10)
}, 120_000)

test('[SYNC-88] a document that holds such edits from before opens, and is compacted', async () => {
  let breaking = 0
  for (let seed = 1; seed <= 150; seed++) {
    const random = seededRandom(seed)
    const log = await openLog()
    const sent: Uint8Array[] = []
    for (let step = 0; step < 30; step++) {
      const update = hostileUpdate(scope, random)
      if (isSound(update)) sent.push(update)
    }
    const rows = sent.map((bytes) => ({ bytes, author: serverAuthor, edits: 1 }))
    await log.append(document, rows)
    const stored = await log.load(document)
    if (!stored) throw new Error('nothing stored')
    if (breaksYjs([stored.snapshot, ...stored.updates])) breaking++
    const opened = readAll(answerFrom(stored, Uint8Array.of(0)))
    const compacted = readAll([snapshotOf(stored)])
    for (const doc of [opened, compacted]) {
      expect(doc.getText('text').toJSON(), `seed ${seed}`).toMatch(/b.*e.*g.*u.*n/s)
    }
  }
  expect(breaking).toBeGreaterThan(20)
}, 120_000)

test('[SYNC-88] edits that follow each other are left as they are, byte for byte', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const letter of 'weft') doc.getText('text').insert(0, letter)
  doc.getText('text').delete(1, 2)
  const outlines = updates.flatMap((bytes) => {
    const outline = outlineUpdate(bytes)
    return outline.ok ? [outline.value] : []
  })
  expect(inStep(outlines)).toEqual(outlines)
  // In any order they come out in theirs.
  expect(inStep(outlines.slice(0, 4).toReversed()).map(({ bytes }) => bytes)).toEqual(
    updates.slice(0, 4),
  )
})
