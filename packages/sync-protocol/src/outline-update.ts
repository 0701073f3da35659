import { accept, refuse, type Outcome } from '@weft/kernel'
import { ByteCursor } from './byte-cursor.ts'
import { MalformedMessage } from './read-bytes.ts'
import { skipContent } from './skip-content.ts'

/** Consecutive changes of one client, and the bytes that hold them. */
export interface UpdateRun {
  readonly client: number
  readonly clock: number
  /** In ticks of the client's clock. */
  readonly length: number
  readonly structs: number
  readonly from: number
  readonly to: number
}

/** The deletions of one client's changes, and the bytes that hold them. */
export interface DeletionRun {
  readonly client: number
  readonly ranges: number
  readonly from: number
  readonly to: number
}

/** Where everything stands in an update that was found sound. */
export interface UpdateOutline {
  readonly bytes: Uint8Array
  readonly runs: readonly UpdateRun[]
  /** False when a client's changes are interrupted, so that its bytes cannot be continued. */
  readonly gapless: boolean
  readonly deletions: readonly DeletionRun[]
  /** Everything said to be deleted: client, clock and length by turns. */
  readonly deleted: readonly number[]
}

/** Hears of every change in the order of the bytes; what it builds on comes as client and clock by turns. */
export type StructVisitor = (struct: {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly from: number
  readonly to: number
  readonly buildsOn: readonly number[]
}) => void

interface Outlining {
  readonly cursor: ByteCursor
  readonly runs: UpdateRun[]
  readonly deletions: DeletionRun[]
  readonly deleted: number[]
  readonly visit: StructVisitor | null
  gapless: boolean
}

function positive(length: number): number {
  if (length < 1) throw new MalformedMessage('a change without length')
  return length
}

function readReference(cursor: ByteCursor, into: number[], client: number, clock: number): void {
  const otherClient = cursor.number()
  const otherClock = cursor.number()
  // Nothing can build on itself or on what the same client does later; Yjs would throw half way.
  if (otherClient === client && otherClock >= clock) throw new MalformedMessage('a circle')
  into.push(otherClient, otherClock)
}

/** Reads an item behind its first byte; gives its length. */
function readItem(
  cursor: ByteCursor,
  head: number,
  at: { client: number; clock: number },
  buildsOn: number[],
): number {
  const { client, clock } = at
  if (head & 128) readReference(cursor, buildsOn, client, clock)
  if (head & 64) readReference(cursor, buildsOn, client, clock)
  if ((head & 192) === 0) {
    if (cursor.number() === 1) cursor.skipText()
    else readReference(cursor, buildsOn, client, clock)
    if (head & 32) cursor.skipText()
  }
  return positive(skipContent(cursor, head & 31))
}

function readRun(outlining: Outlining, seen: Set<number>): void {
  const { cursor, runs, deleted, visit } = outlining
  const structs = cursor.number()
  if (structs > cursor.left) throw new MalformedMessage('changes are missing')
  const client = cursor.number()
  // Yjs keeps only the last of two sections of one client.
  if (seen.has(client)) throw new MalformedMessage('a client twice')
  seen.add(client)
  let clock = cursor.number()
  let run = { clock, from: cursor.at, structs: 0 }
  const end = (to: number): void => {
    if (run.structs > 0) runs.push({ ...run, client, length: clock - run.clock, to })
  }
  for (let index = 0; index < structs; index++) {
    const from = cursor.at
    const head = cursor.byte()
    const buildsOn: number[] = []
    if (head === 10) {
      end(from)
      clock += positive(cursor.number())
      run = { clock, from: cursor.at, structs: 0 }
      outlining.gapless = false
    } else {
      const length =
        head === 0 ? positive(cursor.number()) : readItem(cursor, head, { client, clock }, buildsOn)
      if (head === 0 || (head & 31) === 1) deleted.push(client, clock, length)
      visit?.({ client, clock, length, from, to: cursor.at, buildsOn })
      clock += length
      run.structs++
    }
    if (clock > Number.MAX_SAFE_INTEGER) throw new MalformedMessage('a clock is too large')
  }
  end(cursor.at)
}

function readDeletions({ cursor, deletions, deleted }: Outlining): void {
  const client = cursor.number()
  const ranges = cursor.number()
  if (ranges > cursor.left) throw new MalformedMessage('deletions are missing')
  const from = cursor.at
  for (let index = 0; index < ranges; index++) {
    const clock = cursor.number()
    const length = cursor.number()
    if (clock + length > Number.MAX_SAFE_INTEGER) throw new MalformedMessage('a clock is too large')
    deleted.push(client, clock, positive(length))
  }
  if (ranges > 0) deletions.push({ client, ranges, from, to: cursor.at })
}

function outline(bytes: Uint8Array, visit: StructVisitor | null): UpdateOutline {
  const cursor = new ByteCursor(bytes)
  const outlining: Outlining = {
    cursor,
    runs: [],
    deletions: [],
    deleted: [],
    visit,
    gapless: true,
  }
  const seen = new Set<number>()
  for (let clients = cursor.number(); clients > 0; clients--) readRun(outlining, seen)
  for (let clients = cursor.number(); clients > 0; clients--) readDeletions(outlining)
  if (cursor.left > 0) throw new MalformedMessage('bytes follow the update')
  const { runs, deletions, deleted, gapless } = outlining
  return { bytes, runs, deletions, deleted, gapless }
}

/**
 * Reads an update without making a document of it: whether it is sound to its last byte, whose changes it
 * holds and what it deletes.
 */
export function outlineUpdate(
  bytes: Uint8Array,
  visit: StructVisitor | null = null,
): Outcome<UpdateOutline> {
  try {
    return accept(outline(bytes, visit))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    return refuse('sync.malformed', { reason })
  }
}

/** Whether an update carries nothing. */
export function isEmptyUpdate({ runs, deleted }: UpdateOutline): boolean {
  return runs.length === 0 && deleted.length === 0
}
