import type { WrittenEdits } from './make-edits.ts'
import { leave, seatPeople, type RoomShape } from './open-rooms.ts'
import type { RunningServer } from './running-server.ts'

/** People who edit at their ease. */
export interface LatencyShape extends RoomShape {
  readonly editsPerSecond: number
}

const warmUpMs = 300
const editForMs = 1700

/** Gives, in milliseconds, how long each edit took to each of the others. */
export async function measureLatency(
  server: RunningServer,
  shape: LatencyShape,
  edits: readonly WrittenEdits[],
): Promise<readonly number[]> {
  const { rooms, people, editsPerSecond } = shape
  const took: number[] = []
  let heard = 0
  const sentAt = Array.from({ length: rooms }, () => new Map<number, number[]>())
  const seated = await seatPeople(server, shape, (room, place) => (author, clock, count) => {
    if (author === edits[place]?.author) return
    const now = performance.now()
    const times = sentAt[room]?.get(author) ?? []
    for (let at = clock; at < clock + count; at++) {
      heard++
      const since = times[at]
      if (since !== undefined && since >= countFrom) took.push(now - since)
    }
  })
  const start = performance.now()
  const countFrom = start + warmUpMs
  const everyMs = 1000 / editsPerSecond
  let sent = 0
  for (let time = performance.now(); time < countFrom + editForMs; time = performance.now()) {
    const due = (time - start) / everyMs
    for (; sent < due; sent++) {
      // Room after room, person after person.
      const who =
        seated[((sent % rooms) * people + (Math.floor(sent / rooms) % people)) % seated.length]
      const written = who && edits[who.place]
      if (!written) continue
      const times = sentAt[who.room]?.get(written.author) ?? []
      sentAt[who.room]?.set(written.author, times)
      const update = written.updates[times.length]
      if (!update) continue
      times.push(performance.now())
      who.client.send(update)
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  while (heard < sent * (people - 1)) await new Promise((resolve) => setTimeout(resolve, 2))
  await leave(seated)
  return took
}

/** The value below which such a share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
