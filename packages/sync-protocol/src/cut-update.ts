import { accept, type Outcome } from '@weft/kernel'
import { outlineUpdate, type UpdateOutline } from './outline-update.ts'
import {
  writeNumbers,
  writeUpdate,
  type ClientChanges,
  type ClientDeletions,
} from './write-update.ts'

interface Struct {
  readonly clock: number
  readonly length: number
  readonly from: number
  readonly to: number
  readonly buildsOn: readonly number[]
}

interface Track {
  readonly client: number
  readonly structs: readonly Struct[]
  next: number
}

/** All changes in an order in which each comes after what it builds on. */
function* inOrder(tracks: ReadonlyMap<number, Track>): Generator<readonly [Track, Struct]> {
  const waiting = new Set<Track>()
  for (const first of tracks.values()) {
    const stack = [first]
    for (let track = stack.at(-1); track; track = stack.at(-1)) {
      waiting.add(track)
      const struct = track.structs[track.next]
      const before = struct && unmet(tracks, waiting, struct)
      if (before) stack.push(before)
      else {
        if (struct) {
          track.next++
          yield [track, struct]
        }
        // Only as far as somebody waits for it; the first track runs to its end.
        if (!struct || stack.length > 1) waiting.delete(track)
        if (!struct || stack.length > 1) stack.pop()
      }
    }
  }
}

function unmet(
  tracks: ReadonlyMap<number, Track>,
  waiting: ReadonlySet<Track>,
  { buildsOn }: Struct,
): Track | null {
  for (let index = 0; index < buildsOn.length; index += 2) {
    const track = tracks.get(buildsOn[index] ?? -1)
    const next = track?.structs[track.next]
    // A circle cannot be met; the reader then holds the changes back, as it would with the whole update.
    if (track && next && next.clock <= (buildsOn[index + 1] ?? 0) && !waiting.has(track))
      return track
  }
  return null
}

interface Piece {
  readonly changes: Map<
    number,
    { client: number; clock: number; next: number; structs: number; stretches: Uint8Array[] }
  >
  sizeBytes: number
}

function addStruct(piece: Piece, bytes: Uint8Array, client: number, struct: Struct): boolean {
  const known = piece.changes.get(client)
  if (known && known.next !== struct.clock) return false
  const entry = known ?? {
    client,
    clock: struct.clock,
    next: struct.clock,
    structs: 0,
    stretches: [],
  }
  entry.next += struct.length
  entry.structs++
  entry.stretches.push(bytes.subarray(struct.from, struct.to))
  piece.changes.set(client, entry)
  piece.sizeBytes += struct.to - struct.from
  return true
}

function* cutChanges(
  bytes: Uint8Array,
  tracks: ReadonlyMap<number, Track>,
  pieceBytes: number,
): Generator<readonly ClientChanges[]> {
  let piece: Piece = { changes: new Map(), sizeBytes: 0 }
  for (const [{ client }, struct] of inOrder(tracks)) {
    if (piece.sizeBytes < pieceBytes && addStruct(piece, bytes, client, struct)) continue
    if (piece.changes.size > 0) yield [...piece.changes.values()]
    piece = { changes: new Map(), sizeBytes: 0 }
    addStruct(piece, bytes, client, struct)
  }
  if (piece.changes.size > 0) yield [...piece.changes.values()]
}

function* cutDeletions(
  { deletions, bytes }: UpdateOutline,
  pieceBytes: number,
): Generator<ClientDeletions[]> {
  let piece: ClientDeletions[] = []
  let sizeBytes = 0
  for (const { client, ranges, from, to } of deletions) {
    if (sizeBytes > 0 && sizeBytes + to - from > pieceBytes) {
      yield piece
      piece = []
      sizeBytes = 0
    }
    piece.push({ client, ranges, stretches: [bytes.subarray(from, to)] })
    sizeBytes += to - from
  }
  if (piece.length > 0) yield piece
}

/**
 * Cuts a large update into pieces, each after what it builds on: a reader that loses its connection half way
 * keeps what it has. One that is small enough stays whole.
 */
export function cutUpdate(bytes: Uint8Array, pieceBytes: number): Outcome<readonly Uint8Array[]> {
  if (bytes.length <= pieceBytes) return accept([bytes])
  const structs = new Map<number, Struct[]>()
  const outline = outlineUpdate(bytes, ({ client, ...struct }) => {
    const list = structs.get(client)
    if (list) list.push(struct)
    else structs.set(client, [struct])
  })
  if (!outline.ok) return outline
  const tracks = new Map(
    [...structs].map(([client, list]) => [client, { client, structs: list, next: 0 }] as const),
  )
  const pieces = [...cutChanges(bytes, tracks, pieceBytes)].map((changes) =>
    writeUpdate(changes, []),
  )
  for (const deletions of cutDeletions(outline.value, pieceBytes))
    pieces.push(writeUpdate([], deletions))
  return accept(pieces.length > 0 ? pieces : [bytes])
}

/** Writes an update that only deletes: ranges as clock and length by turns. */
export function writeDeletions(deleted: ReadonlyMap<number, readonly number[]>): Uint8Array {
  const deletions = [...deleted].map(([client, ranges]) => ({
    client,
    ranges: ranges.length / 2,
    stretches: [writeNumbers(ranges)],
  }))
  return writeUpdate([], deletions)
}
