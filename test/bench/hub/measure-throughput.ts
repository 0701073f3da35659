import type { WrittenEdits } from './make-edits.ts'
import { leave, seatPeople, type Seated } from './open-rooms.ts'
import type { RunningServer } from './running-server.ts'

/** Rooms in which some write as fast as all the others can hear it. */
export interface ThroughputShape {
  readonly rooms: number
  readonly writers: number
  readonly readers: number
}

/** How much a server relayed. */
export interface Throughput {
  /** Edits a second that reached somebody else, counted at everybody they reached. */
  readonly relayedPerSecond: number
  readonly serverCpuMsPerEdit: number
}

const writeForMs = 1200
/** Edits of a room that are on their way to the slowest of its people. */
const mostOnTheWay = 1000
const batch = 20

/** One room's counts: what was sent, and what each of its people heard. */
class RoomCount {
  readonly #heard: number[]
  readonly #sentBy: number[]
  readonly authors: readonly number[]
  sent = 0

  constructor(people: number, authors: readonly number[]) {
    this.authors = authors
    this.#heard = new Array<number>(people).fill(0)
    this.#sentBy = new Array<number>(people).fill(0)
  }

  heard(place: number, author: number, count: number): void {
    // Some servers say an edit to its author as well.
    if (this.authors[place] !== author) this.#heard[place] = (this.#heard[place] ?? 0) + count
  }

  sentFrom(place: number): number {
    return this.#sentBy[place] ?? 0
  }

  noteSent(place: number): void {
    this.sent++
    this.#sentBy[place] = this.sentFrom(place) + 1
  }

  /** How far the slowest is behind. */
  behind(): number {
    return this.#heard.reduce(
      (most, heard, place) => Math.max(most, this.sent - this.sentFrom(place) - heard),
      0,
    )
  }
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function sendSome(
  room: RoomCount,
  writers: readonly Seated[],
  edits: readonly WrittenEdits[],
): boolean {
  if (room.behind() > mostOnTheWay) return false
  for (const { place, client } of writers) {
    for (let count = 0; count < batch; count++) {
      const update = edits[place]?.updates[room.sentFrom(place)]
      if (!update) return false
      client.send(update)
      room.noteSent(place)
    }
  }
  return true
}

/** Lets people write for a moment and waits until everybody has heard everything. */
export async function measureThroughput(
  server: RunningServer,
  { rooms, writers, readers }: ThroughputShape,
  edits: readonly WrittenEdits[],
): Promise<Throughput> {
  const people = writers + readers
  const authors = edits.slice(0, writers).map(({ author }) => author)
  const counts = Array.from({ length: rooms }, () => new RoomCount(people, authors))
  const seated = await seatPeople(
    server,
    { rooms, people },
    (room, place) => (author, _, count) => {
      counts[room]?.heard(place, author, count)
    },
  )
  const writersOf = counts.map((_, room) =>
    seated.filter((one) => one.room === room && one.place < writers),
  )
  const before = await server.usage('cpu')
  const start = performance.now()
  while (performance.now() - start < writeForMs) {
    const sent = counts.map((count, room) => sendSome(count, writersOf[room] ?? [], edits))
    await (sent.includes(true) ? new Promise((resolve) => setImmediate(resolve)) : rest(1))
  }
  while (counts.some((count) => count.behind() > 0)) await rest(1)
  const seconds = (performance.now() - start) / 1000
  const after = await server.usage('cpu')
  await leave(seated)
  const sent = counts.reduce((sum, count) => sum + count.sent, 0)
  return {
    relayedPerSecond: (sent * (people - 1)) / seconds,
    serverCpuMsPerEdit: (after.cpuMs - before.cpuMs) / sent,
  }
}
