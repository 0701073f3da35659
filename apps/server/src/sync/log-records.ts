import { checksum } from './checksum.ts'
import type { Contribution, NewUpdate, UpdateAuthor } from './update-log.ts'

/** What a log file is made of; the first two stand at its beginning. */
export type LogRecord =
  /** What compacted updates came to, and how many damaged places were put aside. */
  | {
      readonly kind: 'ledger'
      readonly damaged: number
      readonly compacted: readonly Contribution[]
    }
  | { readonly kind: 'snapshot'; readonly through: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'group'
      readonly first: number
      readonly at: number
      readonly updates: readonly NewUpdate[]
    }

/** A record and where it stands. */
export interface PlacedRecord {
  readonly record: LogRecord
  readonly at: number
}

/** What was found in a log file. */
export interface LogFileContent {
  readonly records: readonly PlacedRecord[]
  /** Stretches that are no record, as begin and end. */
  readonly damaged: readonly (readonly [from: number, to: number])[]
  /** Where the sound part ends: what follows is a write that was cut short. */
  readonly endsAt: number
}

// "WFL1"; by it the next record is found behind a damaged one.
const mark = Buffer.from([0x57, 0x46, 0x4c, 0x31])
const frameBytes = 12

type GroupRow = UpdateAuthor & { readonly edits: number; readonly size: number }
type Head =
  | {
      readonly kind: 'ledger'
      readonly damaged: number
      readonly compacted: readonly Contribution[]
    }
  | { readonly kind: 'snapshot'; readonly through: number }
  | {
      readonly kind: 'group'
      readonly first: number
      readonly at: number
      readonly rows: readonly GroupRow[]
    }

function partsOf(record: LogRecord): { head: Head; body: readonly Uint8Array[] } {
  if (record.kind === 'ledger') return { head: record, body: [] }
  if (record.kind === 'snapshot') {
    return { head: { kind: 'snapshot', through: record.through }, body: [record.bytes] }
  }
  const rows = record.updates.map(({ author, edits, bytes }) => ({
    person: author.person,
    organisation: author.organisation,
    edits,
    size: bytes.length,
  }))
  const { first, at } = record
  return {
    head: { kind: 'group', first, at, rows },
    body: record.updates.map(({ bytes }) => bytes),
  }
}

/** Writes a record: mark, length, checksum, then head and body. */
export function encodeRecord(record: LogRecord): Uint8Array {
  const { head, body } = partsOf(record)
  const text = Buffer.from(JSON.stringify(head))
  const bytes = Buffer.concat([Buffer.alloc(frameBytes + 4), text, ...body])
  bytes.set(mark, 0)
  bytes.writeUInt32LE(bytes.length - frameBytes, 4)
  bytes.writeUInt32LE(text.length, frameBytes)
  bytes.writeUInt32LE(checksum(bytes.subarray(frameBytes)), 8)
  return bytes
}

function decode(payload: Buffer): LogRecord {
  const bodyAt = 4 + payload.readUInt32LE(0)
  const head = JSON.parse(payload.toString('utf8', 4, bodyAt)) as Head
  if (head.kind === 'ledger') return head
  // Copies: a view would keep the whole file in memory.
  if (head.kind === 'snapshot') return { ...head, bytes: new Uint8Array(payload.subarray(bodyAt)) }
  let from = bodyAt
  const updates = head.rows.map(({ person, organisation, edits, size }) => {
    const bytes = new Uint8Array(payload.subarray(from, from + size))
    from += size
    return { author: { person, organisation }, edits, bytes }
  })
  return { kind: 'group', first: head.first, at: head.at, updates }
}

/** The end of the sound record that begins here, or null. */
function soundEnd(file: Buffer, at: number): number | null {
  if (at + frameBytes + 4 > file.length || !mark.equals(file.subarray(at, at + 4))) return null
  const end = at + frameBytes + file.readUInt32LE(at + 4)
  if (end > file.length) return null
  return checksum(file.subarray(at + frameBytes, end)) === file.readUInt32LE(at + 8) ? end : null
}

function nextSound(file: Buffer, after: number): number | null {
  for (let at = file.indexOf(mark, after); at >= 0; at = file.indexOf(mark, at + 1)) {
    if (soundEnd(file, at) !== null) return at
  }
  return null
}

/** A write that was cut short by a crash: too short for what it announces, or never filled. */
function isTorn(file: Buffer, at: number): boolean {
  const rest = file.subarray(at)
  if (rest.length < frameBytes) return true
  if (rest.every((byte) => byte === 0)) return true
  return (
    mark.equals(rest.subarray(0, 4)) && at + frameBytes + file.readUInt32LE(at + 4) > file.length
  )
}

/** Reads one record after the other, so that whoever reads can do something else in between. */
function* scan(bytes: Uint8Array): Generator<undefined, LogFileContent> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const records: PlacedRecord[] = []
  const damaged: (readonly [number, number])[] = []
  let at = 0
  while (at < file.length) {
    const end = soundEnd(file, at)
    if (end !== null) {
      records.push({ record: decode(file.subarray(at + frameBytes, end)), at })
      at = end
      yield
      continue
    }
    const next = nextSound(file, at + 1)
    if (next === null && isTorn(file, at)) return { records, damaged, endsAt: at }
    damaged.push([at, next ?? file.length])
    at = next ?? file.length
  }
  return { records, damaged, endsAt: at }
}

const turnMs = 8

/** Reads a log file: every sound record, and where it is not sound. A long file is read over several turns. */
export async function readRecords(bytes: Uint8Array): Promise<LogFileContent> {
  const scanning = scan(bytes)
  let turnEnds = performance.now() + turnMs
  for (;;) {
    const step = scanning.next()
    if (step.done) return step.value
    if (performance.now() < turnEnds) continue
    await new Promise((resolve) => setImmediate(resolve))
    turnEnds = performance.now() + turnMs
  }
}
