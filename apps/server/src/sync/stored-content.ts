import { writeDeletions } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { joined, type DocumentWork } from './document-work.ts'
import { NumberTrail } from './number-trail.ts'
import type { StoredIndex } from './stored-index.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** The state vector of somebody who has nothing. */
const nothing = Uint8Array.of(0)

const keptBytes = 4 * 1024 * 1024

interface Kept {
  readonly stored: StoredDocument
  /** What was stored after it was read. */
  readonly later: Uint8Array[]
  laterBytes: number
}

/** What reading a document's content works with. */
export interface StoredContentSettings {
  readonly log: UpdateLog
  readonly document: string
  readonly stored: StoredDocument
  readonly index: StoredIndex
  readonly work: DocumentWork
}

/** Reads a document's content from the log, and keeps it as long as somebody asks for it now and then. */
export class StoredContent {
  readonly #log: UpdateLog
  readonly #document: string
  readonly #index: StoredIndex
  readonly #work: DocumentWork
  readonly #numbers: NumberTrail
  #kept: Kept | null
  #asked = true

  constructor({ log, document, stored, index, work }: StoredContentSettings) {
    this.#log = log
    this.#document = document
    this.#index = index
    this.#work = work
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
    return { pieces: await this.#work.answer({ snapshot, updates }, stateVector), through }
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
    return { pieces: await this.#work.answer({ snapshot, updates }, nothing), through }
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
