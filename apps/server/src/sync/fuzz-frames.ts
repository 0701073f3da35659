import { seededRandom } from '@weft/documents/testing'
import { closeReasons, parseMessage } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { openConnection, type Connection } from './connection.ts'
import { snapshotOf, workHere } from './document-work.ts'
import { fuzzCorpus, fuzzFrame } from './fuzz-corpus.ts'
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
  /** What is wrong, with the seed and the frame's number. */
  readonly problems: readonly string[]
  /** Heap after each tenth of the run, in bytes; only where the collector can be asked. */
  readonly heaps: readonly number[]
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
    onFailure: (message, cause) => run.problem(`${message}: ${String(cause)}`),
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

type Floor = Awaited<ReturnType<typeof openFloor>>

function enterAll(room: Room): [eve: Guest, vic: Guest, bob: Guest] {
  return [enter(room, 'eve', true), enter(room, 'vic', false), enter(room, 'bob', true)]
}

/** A run over one document after the other. */
class FuzzRun implements Run {
  closed = 0
  relayed = 0
  documents = 0
  sound = 0
  frame = 0
  readonly problems: string[] = []
  readonly #seed: number
  #floor: Floor | null = null
  #doc = new Y.Doc()
  #guests: [Guest, Guest, Guest] | null = null

  constructor(seed: number) {
    this.#seed = seed
  }

  readonly problem = (text: string): void => {
    if (this.problems.length < 20) {
      this.problems.push(`seed ${this.#seed}, frame ${this.frame}: ${text}`)
    }
  }

  /** Leaves the document for an empty one. */
  async begin(): Promise<void> {
    this.#floor?.rooms.dispose()
    this.#floor = await openFloor(this)
    this.#doc.destroy()
    this.#doc = new Y.Doc()
    this.#guests = enterAll(this.#floor.room)
  }

  async send(place: 0 | 1, bytes: Uint8Array): Promise<void> {
    const [floor, guest] = [this.#floor, this.#guests?.[place]]
    if (!floor || !guest) return
    try {
      if (parseMessage(bytes).ok) this.sound++
      floor.room.receive(guest.connection, bytes)
    } catch (cause) {
      this.problem(`${String(cause)} at ${Buffer.from(bytes).toString('hex').slice(0, 400)}`)
    }
    if (!guest.socket.isOpen()) await this.#comeBack(floor, guest, place)
  }

  /** Lets what arrived be stored and heard. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const guests = this.#guests
    if (!guests) return
    const [eve, vic, bob] = guests
    for (const { socket } of [eve, vic]) socket.toClient.splice(0)
    try {
      listen(bob, this.#doc, this)
    } catch (cause) {
      this.problem(`Yjs threw: ${String(cause)}`)
      await this.begin()
    }
  }

  dispose(): void {
    this.#floor?.rooms.dispose()
  }

  async #comeBack(floor: Floor, guest: Guest, place: 0 | 1): Promise<void> {
    this.closed++
    floor.room.leave(guest.connection)
    if (this.#guests) this.#guests[place] = enter(floor.room, guest.person, guest.mayEdit)
    if (guest.socket.closedWith() !== closeReasons['document-full'].code) return
    for (let turns = 0; !floor.room.isQuiet() && turns < 1000; turns++) await this.rest()
    // It is full: what it holds must open, and another one begins.
    const stored = this.#floor === floor ? await floor.log.load(floor.document) : null
    if (stored) snapshotOf(stored)
    await this.begin()
  }
}

/** Sends so many changed frames into the hub; a frame that breaks something is named by seed and number. */
export async function fuzzHub(
  seed: number,
  count: number,
  onPart?: (done: number) => void,
): Promise<FuzzResult> {
  const random = seededRandom(seed)
  const corpus = fuzzCorpus(random)
  const heaps: number[] = []
  const run = new FuzzRun(seed)
  await run.begin()
  for (; run.frame < count; run.frame++) {
    await run.send(random() < 0.7 ? 0 : 1, fuzzFrame(corpus, random))
    if (run.frame % framesPerTurn === 0) await run.rest()
    if (run.frame % Math.ceil(count / 10) !== 0) continue
    globalThis.gc?.()
    if (globalThis.gc) heaps.push(process.memoryUsage().heapUsed)
    onPart?.(run.frame)
  }
  await run.rest()
  run.dispose()
  const { sound, closed, relayed, documents, problems } = run
  return { frames: run.frame, sound, closed, relayed, documents, problems, heaps }
}
