import type { UpdateOutline } from './outline-update.ts'
import { writeUpdate } from './write-update.ts'

interface Changes {
  readonly client: number
  readonly clock: number
  next: number
  structs: number
  readonly stretches: Uint8Array[]
}

interface Deletions {
  readonly client: number
  ranges: number
  readonly stretches: Uint8Array[]
}

function openJoin() {
  const changes = new Map<number, Changes>()
  const deletions = new Map<number, Deletions>()
  let members: UpdateOutline[] = []
  let sizeBytes = 0

  const fits = ({ gapless, runs }: UpdateOutline): boolean =>
    gapless &&
    runs.every(({ client, clock }) => {
      const known = changes.get(client)
      return !known || known.next === clock
    })

  const add = (outline: UpdateOutline): void => {
    members.push(outline)
    sizeBytes += outline.bytes.length
    for (const { client, clock, length, structs, from, to } of outline.runs) {
      const stretch = outline.bytes.subarray(from, to)
      const known = changes.get(client)
      if (known) {
        known.next += length
        known.structs += structs
        known.stretches.push(stretch)
      } else
        changes.set(client, { client, clock, next: clock + length, structs, stretches: [stretch] })
    }
    for (const { client, ranges, from, to } of outline.deletions) {
      const known = deletions.get(client) ?? { client, ranges: 0, stretches: [] }
      known.ranges += ranges
      known.stretches.push(outline.bytes.subarray(from, to))
      deletions.set(client, known)
    }
  }

  const take = (): Uint8Array | null => {
    const only = members.length === 1 ? members[0] : undefined
    const joined = only?.bytes ?? writeUpdate([...changes.values()], [...deletions.values()])
    const none = members.length === 0
    members = []
    sizeBytes = 0
    changes.clear()
    deletions.clear()
    return none ? null : joined
  }
  return { fits, add, take, sizeBytes: () => sizeBytes }
}

/**
 * Joins updates, in their order, into as few as their clocks and the size allow. The bytes of changes are
 * only copied, so the cost grows with the bytes alone; merging as Yjs does it grows worse than that.
 */
export function joinUpdates(outlines: readonly UpdateOutline[], mostBytes: number): Uint8Array[] {
  const joined: Uint8Array[] = []
  const current = openJoin()
  const flush = (): void => {
    const update = current.take()
    if (update) joined.push(update)
  }
  for (const outline of outlines) {
    const tooMuch = current.sizeBytes() + outline.bytes.length > mostBytes
    if (tooMuch || !current.fits(outline)) flush()
    current.add(outline)
    // What is interrupted cannot be continued.
    if (!outline.gapless) flush()
  }
  flush()
  return joined
}
