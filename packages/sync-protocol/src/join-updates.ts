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

/** The updates that are joined into one at the moment. */
class Join {
  readonly #changes = new Map<number, Changes>()
  readonly #deletions = new Map<number, Deletions>()
  #first: UpdateOutline | null = null
  #members = 0
  sizeBytes = 0

  fits({ gapless, runs }: UpdateOutline): boolean {
    if (!gapless) return false
    for (const { client, clock } of runs) {
      const known = this.#changes.get(client)
      if (known && known.next !== clock) return false
    }
    return true
  }

  add(outline: UpdateOutline): void {
    this.#first ??= outline
    this.#members++
    this.sizeBytes += outline.bytes.length
    for (const { client, clock, length, structs, from, to } of outline.runs) {
      const stretch = outline.bytes.subarray(from, to)
      const known = this.#changes.get(client)
      if (known) {
        known.next += length
        known.structs += structs
        known.stretches.push(stretch)
      } else {
        const next = clock + length
        this.#changes.set(client, { client, clock, next, structs, stretches: [stretch] })
      }
    }
    for (const { client, ranges, from, to } of outline.deletions) {
      const known = this.#deletions.get(client) ?? { client, ranges: 0, stretches: [] }
      known.ranges += ranges
      known.stretches.push(outline.bytes.subarray(from, to))
      this.#deletions.set(client, known)
    }
  }

  /** What is joined so far; null when that is nothing. */
  joined(): Uint8Array | null {
    if (this.#members === 1 && this.#first) return this.#first.bytes
    if (this.#members === 0) return null
    return writeUpdate([...this.#changes.values()], [...this.#deletions.values()])
  }
}

/**
 * Joins updates, in their order, into as few as their clocks and the size allow. The bytes of changes are
 * only copied, so the cost grows with the bytes alone; merging as Yjs does it grows worse than that.
 */
export function joinUpdates(outlines: readonly UpdateOutline[], mostBytes: number): Uint8Array[] {
  const [only] = outlines
  if (only && outlines.length === 1) return [only.bytes]
  const updates: Uint8Array[] = []
  let current = new Join()
  const flush = (): void => {
    const update = current.joined()
    if (update) updates.push(update)
    current = new Join()
  }
  for (const outline of outlines) {
    const tooMuch = current.sizeBytes + outline.bytes.length > mostBytes
    if (tooMuch || !current.fits(outline)) flush()
    current.add(outline)
    // What is interrupted cannot be continued.
    if (!outline.gapless) flush()
  }
  flush()
  return updates
}
