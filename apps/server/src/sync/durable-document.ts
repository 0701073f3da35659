import { outlineUpdate, type UpdateOutline } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { openCatchUp, type CatchUp } from './catch-up.ts'
import type { Connection } from './connection.ts'
import { rowsOf, type ArrivedEdit, type Edit } from './relay-group.ts'
import { soundParts, StoredContent } from './stored-content.ts'
import { StoredIndex } from './stored-index.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** What a durable document works with. */
export interface DurableDocumentSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  /** Stored updates after which the document is compacted. */
  readonly compactAfter: number
  /** Shows edits to others; called only when they are stored, with the number of the last update before them. */
  readonly relay: (edits: readonly Edit[], before: number) => void
  /** Tells other servers what was stored, and up to which number. */
  readonly announce?: (updates: readonly Uint8Array[], through: number) => void
  readonly onFailure: (message: string, cause: unknown) => void
}

interface Arrived extends ArrivedEdit {
  readonly empty: boolean
}

/**
 * A document whose edits are stored before anybody sees them. While people edit there is no document in
 * memory, only an index of what is stored: edits are checked, appended to the log and passed on as bytes.
 */
export class DurableDocument {
  readonly content: StoredContent
  readonly index = new StoredIndex()
  /** What other servers stored. */
  readonly others: CatchUp
  readonly #settings: DurableDocumentSettings
  #tail: number
  #tailBytes: number
  #snapshotBytes: number
  #waiting: Arrived[] = []
  #waitingBytes = 0
  readonly #failed = new WeakSet<Connection>()
  #storing = false
  #compacting = false
  #over = false

  constructor(settings: DurableDocumentSettings) {
    const { document, log, stored } = settings
    this.#settings = settings
    for (const bytes of soundParts(stored)) {
      const outline = outlineUpdate(bytes)
      if (outline.ok) this.index.add(outline.value)
    }
    this.content = new StoredContent(log, document, stored, this.index)
    this.others = openCatchUp({ ...settings, content: this.content, index: this.index })
    this.#tail = stored.updates.length
    this.#tailBytes = stored.updates.reduce((sum, { length }) => sum + length, 0)
    this.#snapshotBytes = stored.snapshot.length
  }

  /** What is stored and waiting, in bytes. */
  get sizeBytes(): number {
    return this.#snapshotBytes + this.#tailBytes + this.others.sizeBytes() + this.#waitingBytes
  }

  /** Whether nothing is waiting to be stored. */
  isQuiet(): boolean {
    return this.#over || (!this.#storing && !this.#compacting)
  }

  /** Takes an edit; everything that arrives while a group is being stored makes the next group. */
  enqueue(from: Connection, outline: UpdateOutline, empty: boolean): void {
    this.#waiting.push({ from, outline, empty })
    this.#waitingBytes += outline.bytes.length
    if (this.#storing || this.#over) return
    this.#storing = true
    // After the turn in which it came, so that what comes with it is in the same group.
    setImmediate(() => void this.#storeWaiting())
  }

  /** Writes one snapshot in place of the stored updates, when there are at least so many. */
  async compact(least: number): Promise<void> {
    if (this.#compacting || this.#tail < least) return
    this.#compacting = true
    const { document, log } = this.#settings
    try {
      // Read from the log, not from memory: another server may have appended too.
      const stored = await log.load(document)
      if (!stored) return
      if (stored.updates.length < least) {
        // Another server has compacted it meanwhile.
        this.#tail = stored.updates.length
        return
      }
      const whole = applyStored(stored)
      const snapshot = Y.encodeStateAsUpdate(whole)
      whole.destroy()
      await log.compact(document, snapshot, stored.through)
      this.content.forget()
      this.#tail = Math.max(0, this.#tail - stored.updates.length)
      const gone = stored.updates.reduce((sum, { length }) => sum + length, 0)
      this.#tailBytes = Math.max(0, this.#tailBytes - gone)
      this.#snapshotBytes = snapshot.length
    } catch (cause) {
      this.#settings.onFailure('A document could not be compacted', cause)
    } finally {
      this.#compacting = false
    }
  }

  /** Ends it; nothing more is stored. */
  dispose(): void {
    this.#over = true
    this.others.dispose()
    this.#waiting = []
  }

  async #storeWaiting(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#over) {
      const group = this.#waiting.filter(({ from }) => !this.#failed.has(from))
      this.#waiting = []
      this.#waitingBytes = 0
      await this.#store(group)
    }
    this.#storing = false
    // Not waited for: edits go on being stored meanwhile.
    if (!this.#over && this.#isTimeToCompact()) void this.compact(this.#settings.compactAfter)
  }

  /** Rarely enough that writing snapshots costs a fixed share of what is written, however large they are. */
  #isTimeToCompact(): boolean {
    const { compactAfter } = this.#settings
    if (this.#tail < compactAfter) return false
    return this.#tailBytes * 2 >= this.#snapshotBytes || this.#tail >= compactAfter * 20
  }

  async #store(group: readonly Arrived[]): Promise<void> {
    // What a returning client sends again is stored already.
    const fresh = group.filter(({ outline, empty }) => !empty && !this.index.knows(outline))
    const stored = fresh.length > 0 ? await this.#append(group, fresh) : null
    if (fresh.length > 0 && stored === null) return
    if (this.#isEnded()) return
    if (stored !== null) this.#settings.relay(fresh, stored)
    const counts = new Map<Connection, number>()
    for (const { from } of group) counts.set(from, (counts.get(from) ?? 0) + 1)
    for (const [from, count] of counts) from.markDurable(count)
  }

  /** Gives the number up to which everything was known before; null when nothing was stored. */
  async #append(group: readonly Arrived[], fresh: readonly Arrived[]): Promise<number | null> {
    const { document, log, onFailure } = this.#settings
    const rows = rowsOf(fresh)
    try {
      const through = await log.append(document, rows)
      for (const { outline } of fresh) this.index.add(outline)
      const bytes = rows.map((row) => row.bytes)
      const before = this.content.numbers.complete
      this.content.add(bytes, through - rows.length, through)
      this.#tail += rows.length
      this.#tailBytes += bytes.reduce((sum, { length }) => sum + length, 0)
      this.#settings.announce?.(bytes, through)
      this.others.mindGap()
      return before
    } catch (cause) {
      onFailure('Edits could not be stored', cause)
      for (const from of new Set(group.map((edit) => edit.from))) {
        this.#failed.add(from)
        from.close('store-failed')
      }
      return null
    }
  }

  // `dispose` may have been called while the log was at work.
  #isEnded(): boolean {
    return this.#over
  }
}
