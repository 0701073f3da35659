import { seededRandom } from '@weft/documents/testing'
import type { Random } from '@weft/kernel'
import {
  encodeAllowedMessage,
  encodeAwarenessMessage,
  encodeConditionMessage,
  encodeDeniedMessage,
  encodeDurableMessage,
  encodeMissingMessage,
  encodeQueryAwarenessMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
  parseMessage,
} from '@weft/sync-protocol'
import * as Y from 'yjs'
import { openConnection, type Connection } from './connection.ts'
import { snapshotOf, workHere } from './document-work.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import type { Room } from './open-room.ts'
import { openRooms } from './open-rooms.ts'
import { syncLimits } from './sync-limits.ts'
import { silentObserver } from './sync-observer.ts'
import type { UpdateLog } from './update-log.ts'
import { openVirtualSocket, type VirtualSocket } from './virtual-client.ts'

/** What came of a run. */
export interface FuzzResult {
  readonly frames: number
  /** Frames that were read as messages. */
  readonly sound: number
  readonly closed: number
  readonly relayed: number
  readonly documents: number
  /** Documents in which sound edits together made Yjs itself throw; only who may edit can send such. */
  readonly broken: number
  /** What is wrong, with the seed and the frame's number. */
  readonly problems: readonly string[]
  /** Heap after each tenth of the run, in bytes; only where the collector can be asked. */
  readonly heaps: readonly number[]
}

/** Frames of every kind, as clients and servers send them. */
export function fuzzCorpus(random: Random): readonly Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 5
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const map = doc.getMap('m')
  const text = doc.getText('t')
  for (let step = 0; step < 30; step++) {
    const choice = random()
    if (choice < 0.3) map.set(`k${step % 5}`, step)
    else if (choice < 0.5) map.set(`n${step % 3}`, new Y.Map([['deep', new Y.Array()]]))
    else if (choice < 0.8 || text.length < 3)
      text.insert(Math.floor(random() * (text.length + 1)), 'añ😀')
    else text.delete(0, 2)
  }
  map.delete('k1')
  const state = { area: 'app', cursor: { x: 1, y: 2 }, person: { id: 'bob' } }
  const entries = [5, 6, 7].map((client) => ({
    client,
    clock: client,
    text: JSON.stringify(state),
  }))
  return [
    ...updates.map(encodeUpdateMessage),
    encodeUpdateMessage(Y.encodeStateAsUpdate(doc)),
    encodeMissingMessage(Y.encodeStateAsUpdate(doc)),
    encodeMissingMessage(Y.encodeStateAsUpdate(new Y.Doc())),
    encodeStateVectorMessage(Y.encodeStateVector(doc)),
    encodeStateVectorMessage(Uint8Array.of(0)),
    encodeAwarenessMessage(entries),
    encodeAwarenessMessage(entries.slice(0, 1)),
    encodeAwarenessMessage([{ client: 9, clock: 1, text: 'null' }]),
    encodeQueryAwarenessMessage(),
    encodeDeniedMessage('no'),
    encodeAllowedMessage(),
    encodeDurableMessage(7),
    encodeConditionMessage({ holding: true, damaged: 3 }),
  ]
}

const at = (bytes: Uint8Array, random: Random): number => Math.floor(random() * bytes.length)

function spliced(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return Buffer.concat([a.subarray(0, at(a, random)), b.subarray(at(b, random))])
}

/** Every way in which a frame is changed. */
const mutations: readonly ((bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array)[] =
  [
    (bytes) => bytes,
    (bytes, random) => {
      const changed = Uint8Array.from(bytes)
      changed[at(bytes, random)] = Math.floor(random() * 256)
      return changed
    },
    (bytes, random) => {
      const changed = Uint8Array.from(bytes)
      const place = at(bytes, random)
      changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8))
      return changed
    },
    (bytes, random) => bytes.slice(0, at(bytes, random)),
    (bytes, random) =>
      Buffer.concat([
        bytes,
        Uint8Array.from({ length: 1 + at(bytes, random) }, () => 256 * random()),
      ]),
    (bytes, random, other) => spliced(bytes, other, random),
    // A number that is larger than anything.
    (bytes, random) => {
      const place = at(bytes, random)
      const huge = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 15)
      return Buffer.concat([bytes.subarray(0, place), huge, bytes.subarray(place + 1)])
    },
    (bytes, random) => {
      const place = at(bytes, random)
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place), bytes.subarray(place)])
    },
    (bytes, random) => Uint8Array.from({ length: at(bytes, random) }, () => 256 * random()),
  ]

/** A frame of the corpus, changed up to three times. */
export function fuzzFrame(corpus: readonly Uint8Array[], random: Random): Uint8Array {
  const one = (): Uint8Array => corpus[Math.floor(random() * corpus.length)] ?? new Uint8Array()
  let bytes = one()
  for (let times = Math.floor(random() * 4); times > 0; times--) {
    bytes = mutations[Math.floor(random() * mutations.length)]?.(bytes, random, one()) ?? bytes
  }
  return bytes
}

const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }
const boundless = {
  updatesPerSecond: 1e12,
  updateBurst: 1e12,
  messagesPerSecond: 1e12,
  messageBurst: 1e12,
  bytesPerSecond: 1e15,
  byteBurst: 1e15,
  questionsPerSecond: 1e12,
  questionBurst: 1e12,
  awarenessPerSecond: 1e12,
  awarenessBurst: 1e12,
}
// Small enough that a run fills many documents and compacts each.
const limits = { ...syncLimits, ...boundless, documentBytes: 40_000, compactAfter: 100 }

interface Guest {
  readonly person: string
  readonly mayEdit: boolean
  socket: VirtualSocket
  connection: Connection
}

interface Run {
  readonly problem: (text: string) => void
  closed: number
  relayed: number
  documents: number
  broken: number
}

/** One document and those who are in it: two who send anything, and one who only listens. */
async function openFloor(run: Run) {
  const document = 'ws_abcdefghij'
  const log = openMemoryUpdateLog()
  await log.create(document, Y.encodeStateAsUpdate(new Y.Doc()))
  const rooms = openRooms({
    line: null,
    log: guarded(log, run),
    now: Date.now,
    random: () => 1,
    work: workHere,
    limits,
    observer: silentObserver,
    onFailure: (message, cause) => {
      // Known of broken documents: the log stays as it is.
      if (run.broken === 0) run.problem(`${message}: ${String(cause)}`)
    },
  })
  const room = await rooms.find(document)
  if (!room) throw new Error('no room')
  run.documents++
  return { room, log, document, rooms }
}

/** A log that notices who writes. */
function guarded(log: UpdateLog, run: Run): UpdateLog {
  return {
    ...log,
    append: (document, updates) => {
      if (updates.some(({ author }) => author.person === 'vic')) run.problem('A viewer wrote')
      return log.append(document, updates)
    },
  }
}

function enter(room: Room, person: string, mayEdit: boolean): Guest {
  const socket = openVirtualSocket()
  const connection = openConnection({
    socket: socket.end,
    admission: { person: { id: person, name: { en: person }, organisation }, mayEdit },
    wantsDurable: true,
    limits,
    now: Date.now,
    observer: silentObserver,
  })
  room.join(connection)
  return { person, mayEdit, socket, connection }
}

/** What an honest client does with what it hears; nothing of it may make Yjs throw or speak in its name. */
function listen({ socket }: Guest, doc: Y.Doc, run: Run): void {
  for (const bytes of socket.toClient.splice(0)) {
    const message = parseMessage(bytes)
    if (!message.ok) {
      run.problem(`The hub sent ${message.failure.code}`)
      continue
    }
    const { value } = message
    if (value.kind === 'update') {
      run.relayed++
      Y.applyUpdate(doc, value.update)
    }
    if (value.kind !== 'awareness') continue
    for (const { text } of value.entries) {
      const state = JSON.parse(text) as { person?: { id?: string } } | null
      if (state && !['eve', 'vic'].includes(state.person?.id ?? '')) run.problem('Forged presence')
    }
  }
}

const framesPerTurn = 40

/** Sends so many changed frames into the hub; a frame that breaks something is named by seed and number. */
export async function fuzzHub(
  seed: number,
  count: number,
  onPart?: (done: number) => void,
): Promise<FuzzResult> {
  const random = seededRandom(seed)
  const corpus = fuzzCorpus(random)
  const problems: string[] = []
  const heaps: number[] = []
  let frame = 0
  let sound = 0
  const run: Run = {
    problem: (text) => {
      if (problems.length < 20) problems.push(`seed ${seed}, frame ${frame}: ${text}`)
    },
    closed: 0,
    relayed: 0,
    documents: 0,
    broken: 0,
  }
  let floor = await openFloor(run)
  let doc = new Y.Doc()
  let guests = [
    enter(floor.room, 'eve', true),
    enter(floor.room, 'vic', false),
    enter(floor.room, 'bob', true),
  ]
  for (; frame < count; frame++) {
    const place = random() < 0.7 ? 0 : 1
    const guest = guests[place]
    if (!guest) break
    const bytes = fuzzFrame(corpus, random)
    try {
      if (parseMessage(bytes).ok) sound++
      floor.room.receive(guest.connection, bytes)
    } catch (cause) {
      run.problem(`${String(cause)} at ${Buffer.from(bytes).toString('hex').slice(0, 400)}`)
    }
    if (!guest.socket.isOpen()) {
      run.closed++
      floor.room.leave(guest.connection)
      guests[place] = enter(floor.room, guest.person, guest.mayEdit)
      if (guest.socket.closedWith() === 4414) floor = await refill()
    }
    if (frame % framesPerTurn === 0) await rest()
    if (frame % Math.ceil(count / 10) === 0) {
      globalThis.gc?.()
      if (globalThis.gc) heaps.push(process.memoryUsage().heapUsed)
      onPart?.(frame)
    }
  }
  await rest()
  floor.rooms.dispose()
  return {
    frames: frame,
    sound,
    closed: run.closed,
    relayed: run.relayed,
    documents: run.documents,
    broken: run.broken,
    problems,
    heaps,
  }

  async function rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const [eve, vic, bob] = guests
    try {
      if (bob) listen(bob, doc, run)
    } catch {
      run.broken++
      floor = await begin()
      return
    }
    eve?.socket.toClient.splice(0)
    vic?.socket.toClient.splice(0)
  }

  /** The document is full: what it holds must open, and another one begins. */
  async function refill() {
    for (let turns = 0; !floor.room.isQuiet() && turns < 1000; turns++) await rest()
    const stored = await floor.log.load(floor.document)
    if (stored) snapshotOf(stored)
    return begin()
  }

  async function begin() {
    floor.rooms.dispose()
    const next = await openFloor(run)
    doc.destroy()
    doc = new Y.Doc()
    guests = [
      enter(next.room, 'eve', true),
      enter(next.room, 'vic', false),
      enter(next.room, 'bob', true),
    ]
    return next
  }
}
