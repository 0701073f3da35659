import { openReader, openWriter, type ChaosReader, type ChaosWriter } from './chaos-clients.ts'
import type { ChaosSpace } from './chaos-space.ts'

/** What came of it: nothing may be lost. */
export interface ChaosReport {
  readonly blows: number
  readonly edits: number
  readonly acknowledged: number
  readonly seen: number
  /** Edits that somebody had seen and that are gone. */
  readonly seenLost: number
  /** Edits the server had acknowledged and that are gone. */
  readonly acknowledgedLost: number
  /** Edits that never arrived although their writer stayed. */
  readonly neverArrived: number
  /** From the last blow until everything was acknowledged and seen by everybody. */
  readonly settledMs: number
}

/** What is done to a space. */
export interface ChaosPlan {
  readonly seed: number
  readonly blows: number
  /** Milliseconds of editing between two blows, at least and at most. */
  readonly calmMs: readonly [least: number, most: number]
  readonly editsPerSecond: number
  /** One blow, and what brings the space back. */
  readonly strike: (space: ChaosSpace, random: () => number) => Promise<void>
  readonly say?: (line: string) => void
}

const writersPerRoom = 2
const settleMs = 60_000

/** A small generator of numbers that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 4_294_967_296
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface RoomCrowd {
  readonly room: string
  readonly writers: readonly ChaosWriter[]
  readonly readers: readonly ChaosReader[]
}

/** Puts writers and readers into every room; whoever loses its server goes to the next one. */
export function openCrowd({ servers, rooms, cookie }: ChaosSpace): readonly RoomCrowd[] {
  return rooms.map((room) => {
    const seatFrom = (first: number) => {
      let turn = first
      return { room, cookie, url: () => servers[turn++ % servers.length]?.url ?? '' }
    }
    const writers = Array.from({ length: writersPerRoom }, (_, index) =>
      openWriter(seatFrom(index), `${room}-w${index}`),
    )
    // One reader for each server, so that edits cross between all of them.
    return { room, writers, readers: servers.map((_, index) => openReader(seatFrom(index))) }
  })
}

/** Edits in all rooms at a rate until the returned function is called. */
export function keepEditing(
  crowd: readonly RoomCrowd[],
  editsPerSecond: number,
  random: () => number,
): () => void {
  const writers = crowd.flatMap((room) => room.writers)
  const everyMs = 20
  let due = 0
  const timer = setInterval(() => {
    due += (editsPerSecond * everyMs) / 1000
    for (; due >= 1; due -= 1) writers[Math.floor(random() * writers.length)]?.edit()
  }, everyMs)
  return () => clearInterval(timer)
}

async function waitUntil(isReached: () => boolean): Promise<void> {
  const until = performance.now() + settleMs
  while (!isReached() && performance.now() < until) await wait(20)
}

const isSettled = (crowd: readonly RoomCrowd[]): boolean =>
  crowd.every(({ writers, readers }) => {
    const all = writers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
    return (
      writers.every((writer) => writer.pending() === 0) &&
      readers.every((reader) => reader.seen.size >= all)
    )
  })

/** What somebody finds who opens the rooms anew, on each server. */
async function findKept(
  space: ChaosSpace,
): Promise<ReadonlyMap<string, readonly ReadonlySet<string>[]>> {
  const kept = new Map<string, readonly ReadonlySet<string>[]>()
  for (const room of space.rooms) {
    const found: ReadonlySet<string>[] = []
    for (const { url } of space.servers) {
      const reader = openReader({ room, cookie: space.cookie, url: () => url })
      await waitUntil(() => reader.isSynced())
      found.push(new Set(reader.seen))
      reader.close()
    }
    kept.set(room, found)
  }
  return kept
}

async function count(space: ChaosSpace, crowd: readonly RoomCrowd[]) {
  const kept = await findKept(space)
  const sums = {
    edits: 0,
    acknowledged: 0,
    seen: 0,
    seenLost: 0,
    acknowledgedLost: 0,
    neverArrived: 0,
  }
  for (const { room, writers, readers } of crowd) {
    const seen = new Set(readers.flatMap((reader) => [...reader.seen]))
    const acknowledged = writers.flatMap((writer) => [...writer.acknowledged])
    const isLost = (key: string): boolean => (kept.get(room) ?? []).some((found) => !found.has(key))
    sums.seen += seen.size
    sums.acknowledged += acknowledged.length
    sums.neverArrived += writers.reduce((sum, writer) => sum + writer.pending(), 0)
    sums.seenLost += [...seen].filter(isLost).length
    sums.acknowledgedLost += acknowledged.filter(isLost).length
  }
  return { ...sums, edits: sums.acknowledged + sums.neverArrived }
}

/** Edits in all rooms of a space while it is struck, and counts what is lost. */
export async function runChaos(space: ChaosSpace, plan: ChaosPlan): Promise<ChaosReport> {
  const random = seededRandom(plan.seed)
  const crowd = openCrowd(space)
  const stopEditing = keepEditing(crowd, plan.editsPerSecond, random)
  const [least, most] = plan.calmMs
  try {
    for (let blow = 0; blow < plan.blows; blow++) {
      await wait(least + random() * (most - least))
      await plan.strike(space, random)
      plan.say?.(`blow ${blow + 1} of ${plan.blows}`)
    }
    const struckAt = performance.now()
    await wait(most)
    stopEditing()
    await waitUntil(() => isSettled(crowd))
    const settledMs = Math.round(performance.now() - struckAt - most)
    return { blows: plan.blows, ...(await count(space, crowd)), settledMs }
  } finally {
    stopEditing()
    for (const each of crowd.flatMap(({ writers, readers }) => [...writers, ...readers]))
      each.close()
  }
}
