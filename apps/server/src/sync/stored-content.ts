import { cutUpdate, joinUpdates, outlineUpdate, writeDeletions } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { NumberTrail } from './number-trail.ts'
import type { StoredIndex } from './stored-index.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** The largest update that is sent in one message when it can be cut. */
export const pieceBytes = 256 * 1024

const keptBytes = 4 * 1024 * 1024

interface Kept {
  readonly stored: StoredDocument
  /** What was stored after it was read. */
  readonly later: Uint8Array[]
  laterBytes: number
}

function outlineOf(bytes: Uint8Array) {
  const outline = outlineUpdate(bytes)
  return outline.ok ? outline.value : null
}

/** What everything stored is made of: updates that are sound to the last byte. */
export function soundParts(stored: StoredDocument): readonly Uint8Array[] {
  const parts = [stored.snapshot, ...stored.updates]
  if (parts.every((bytes) => outlineOf(bytes) !== null)) return parts
  const whole = applyStored(stored)
  const bytes = Y.encodeStateAsUpdate(whole)
  whole.destroy()
  return [bytes]
}

function joined(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  return joinUpdates(
    updates.flatMap((bytes) => outlineOf(bytes) ?? []),
    pieceBytes,
  )
}

function cut(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  return updates.flatMap((bytes) => {
    const pieces = cutUpdate(bytes, pieceBytes)
    return pieces.ok ? pieces.value : [bytes]
  })
}

/** Reads a document's content from the log, and keeps it as long as somebody asks for it now and then. */
export class StoredContent {
  readonly #log: UpdateLog
  readonly #document: string
  readonly #index: StoredIndex
  readonly #numbers: NumberTrail
  #kept: Kept | null
  #asked = true

  constructor(log: UpdateLog, document: string, stored: StoredDocument, index: StoredIndex) {
    this.#log = log
    this.#document = document
    this.#index = index
    this.#numbers = new NumberTrail(stored.through)
    this.#kept = { stored, later: [], laterBytes: 0 }
  }

  /** The number of the last update that is known to be stored. */
  get through(): number {
    return this.#numbers.newest
  }

  /** Which of the stored updates are known here; another server gives numbers too. */
  get numbers(): Omit<NumberTrail, 'add'> {
    return this.#numbers
  }

  /** Notes what was stored after one number and up to another. */
  add(updates: readonly Uint8Array[], before: number, through: number): void {
    const follows = before === this.through && through - before === updates.length
    this.#numbers.add(before, through)
    if (!follows) this.#kept = null
    if (!this.#kept) return
    for (const bytes of updates) this.#kept.laterBytes += bytes.length
    this.#kept.later.push(...updates)
    if (this.#kept.laterBytes > keptBytes) this.#kept = null
  }

  /** Lets go of what nobody asked for since the last call. */
  rest(): void {
    if (!this.#asked) this.#kept = null
    this.#asked = false
  }

  forget(): void {
    this.#kept = null
  }

  /** Answers a state vector: everything it lacks, in pieces that follow each other. */
  async answer(
    stateVector: Uint8Array,
  ): Promise<{ readonly pieces: readonly Uint8Array[]; readonly through: number }> {
    const clocks = Y.decodeStateVector(stateVector)
    if (clocks.size > 0 && this.#index.isCoveredBy(clocks)) {
      const deletions = writeDeletions(this.#index.deletions())
      return { pieces: [deletions], through: this.#numbers.complete }
    }
    const { snapshot, updates, through } = await this.#read()
    const parts = [snapshot, ...joined(updates)]
    const lacking = clocks.size === 0 ? parts : parts.map((part) => Y.diffUpdate(part, stateVector))
    return { pieces: cut(lacking), through }
  }

  /** What was stored after a number, in pieces. */
  async after(
    number: number,
  ): Promise<{ readonly pieces: readonly Uint8Array[]; readonly through: number }> {
    const kept = this.#kept
    if (kept && number >= kept.stored.through) {
      const updates = kept.later.slice(number - kept.stored.through)
      return { pieces: joined(updates), through: this.through }
    }
    const later = await this.#log.loadAfter(this.#document, number)
    if (later) return { pieces: joined(later.updates), through: later.through }
    const { snapshot, updates, through } = await this.#read()
    return { pieces: cut([snapshot, ...joined(updates)]), through }
  }

  async #read(): Promise<Pick<StoredDocument, 'snapshot' | 'updates' | 'through'>> {
    this.#asked = true
    if (this.#kept) {
      const { stored, later } = this.#kept
      const { snapshot, updates } = stored
      return { snapshot, updates: [...updates, ...later], through: this.through }
    }
    const stored = await this.#log.load(this.#document)
    if (!stored) throw new Error(`Document ${this.#document} is gone`)
    // What is stored from now on is added to it, so it may not be newer than what the room knows.
    if (stored.through === this.through) this.#kept = { stored, later: [], laterBytes: 0 }
    return stored
  }
}
