import type { Clock, Random } from '@weft/kernel'
import { outlineUpdate, type UpdateOutline } from '@weft/sync-protocol'
import type { ByteBudget } from './byte-budget.ts'
import { openCatchUp, type CatchUp } from './catch-up.ts'
import { openCompaction, type Compaction } from './compaction.ts'
import type { Connection } from './connection.ts'
import type { DocumentWork } from './document-work.ts'
import { countApart, DurableCounts, freshEdits, type GroupEdit } from './fresh-edits.ts'
import { keepTrying } from './keep-trying.ts'
import { rowsOf, type Edit } from './relay-group.ts'
import { StoredContent } from './stored-content.ts'
import type { StoredIndex } from './stored-index.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncObserver } from './sync-observer.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** What a durable document works with. */
export interface DurableDocumentSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  /** What is stored, as an index. */
  readonly index: StoredIndex
  readonly work: DocumentWork
  readonly limits: SyncLimits
  /** Bytes that may wait in all documents together. */
  readonly waiting: ByteBudget
  readonly now: Clock
  readonly random: Random
  readonly observer: SyncObserver
  /** Shows edits to others; called only when they are stored, with the number of the last update before them. */
  readonly relay: (edits: readonly Edit[], before: number) => void
  /** Tells other servers what was stored, and up to which number. */
  readonly announce?: (updates: readonly Uint8Array[], through: number) => void
  /** Asks a connection again for everything it has: an edit of it came before earlier ones. */
  readonly askAgain: (connection: Connection) => void
  /** Hears whether edits are held because the store fails. */
  readonly onHolding: (holding: boolean) => void
  readonly onFailure: (message: string, cause: unknown) => void
}

type Arrived = GroupEdit & { readonly at: number }

/** Why an edit was not taken. */
export type EditRefusal = 'store-failed' | 'document-full'

/**
 * A document whose edits are stored before anybody sees them. While people edit there is no document in
 * memory, only an index of what is stored: edits are checked, appended to the log and passed on as bytes.
 */
export class DurableDocument {
  readonly content: StoredContent
  readonly index: StoredIndex
  /** What other servers stored. */
  readonly others: CatchUp
  readonly #settings: DurableDocumentSettings
  readonly #compaction: Compaction
  #waiting: Arrived[] = []
  #waitingBytes = 0
  readonly #failed = new WeakSet<Connection>()
  readonly #counts = new DurableCounts()
  #storing = false
  #holding = false
  #over = false

  constructor(settings: DurableDocumentSettings) {
    const { document, log, stored, index, work } = settings
    this.#settings = settings
    this.index = index
    this.content = new StoredContent({ log, document, stored, index, work })
    this.others = openCatchUp({ ...settings, content: this.content, index })
    this.#compaction = openCompaction({
      ...settings,
      onCompacted: () => this.content.forget(),
    })
  }

  /** Whether edits wait because the store fails. */
  get isHolding(): boolean {
    return this.#holding
  }

  /** Whether nothing is waiting to be stored. */
  isQuiet(): boolean {
    return this.#over || (!this.#storing && !this.#compaction.isRunning())
  }

  /** Takes an edit, or says why not; everything that arrives while a group is being stored makes the next group. */
  enqueue(edit: GroupEdit): EditRefusal | null {
    const refusal = this.#refusalOf(edit.outline)
    if (refusal) return refusal
    this.#waiting.push({ ...edit, at: this.#settings.now() })
    this.#wait(edit.outline.bytes.length)
    if (this.#storing || this.#over) return null
    this.#storing = true
    // After the turn in which it came, so that what comes with it is in the same group.
    setImmediate(() => void this.#storeWaiting())
    return null
  }

  /** Writes one snapshot in place of the stored updates, when there are at least so many. */
  compact(least: number): Promise<void> {
    return this.#compaction.run(least)
  }

  /** Ends it; nothing more is stored. */
  dispose(): void {
    this.#over = true
    this.others.dispose()
    this.#waiting = []
    this.#wait(-this.#waitingBytes)
  }

  #refusalOf(outline: UpdateOutline): EditRefusal | null {
    const { limits } = this.#settings
    const sizeBytes = outline.bytes.length
    const storedBytes = this.#compaction.storedBytes() + this.others.sizeBytes()
    if (storedBytes + this.#waitingBytes + sizeBytes > limits.documentBytes) return 'document-full'
    // One alone is always taken.
    const isTooMuch =
      this.#waitingBytes + sizeBytes > limits.waitingBytes ||
      !this.#settings.waiting.fits(sizeBytes)
    if (this.#waitingBytes > 0 && isTooMuch) return 'store-failed'
    const { clients, stretches } = this.index.size()
    const isFull =
      clients + outline.runs.length > limits.documentClients ||
      stretches + outline.deleted.length / 3 > limits.documentStretches
    // Known again what is known already: only what is new can fill it.
    return isFull && !this.index.knows(outline) ? 'document-full' : null
  }

  async #storeWaiting(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#over) {
      const arrived = this.#waiting.splice(0, countApart(this.#waiting))
      await this.#store(arrived.filter(({ from }) => !this.#failed.has(from)))
      const sizeBytes = arrived.reduce((sum, { outline }) => sum + outline.bytes.length, 0)
      if (!this.#isEnded()) this.#wait(-sizeBytes)
    }
    this.#storing = false
    // Not waited for: edits go on being stored meanwhile.
    if (!this.#over && this.#compaction.isDue())
      void this.compact(this.#settings.limits.compactAfter)
  }

  async #store(group: readonly Arrived[]): Promise<void> {
    const { relay, observer, now } = this.#settings
    const stored = await this.#append(group)
    this.#hold(false)
    if (this.#isEnded()) return
    if (!stored) {
      this.#giveUp(group)
      return
    }
    const [first] = group
    if (first && stored.fresh.length > 0) {
      relay(stored.fresh, stored.before)
      observer.relayed(now() - first.at)
    }
    this.#counts.add(group, stored.early, this.#settings.askAgain)
  }

  /** Stores a group, however often it takes; null when it was given up, and the senders have to send it again. */
  async #append(group: readonly Arrived[]) {
    const { limits, now, random, observer, onFailure } = this.#settings
    const appended = await keepTrying(
      async () => {
        // An append that seemed to fail may have been stored: what was is not stored again.
        if (this.#holding) await this.#learnStored()
        return this.#appendOnce(group)
      },
      {
        plan: limits.storeRetry,
        now,
        random,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        isOver: () => this.#over,
        onFailure: (cause, attempt) => {
          observer.storeFailed('append')
          if (attempt === 1)
            onFailure('Edits could not be stored; they are held and tried again', cause)
          this.#hold(true)
        },
      },
    )
    return appended?.value ?? null
  }

  async #appendOnce(group: readonly Arrived[]) {
    const { document, log, observer, now } = this.#settings
    const { fresh, early } = freshEdits(group, this.index)
    const before = this.content.numbers.complete
    if (fresh.length === 0) return { fresh, early, before }
    const rows = rowsOf(fresh)
    const startedAt = now()
    const through = await log.append(document, rows)
    for (const { outline } of fresh) this.index.add(outline)
    const bytes = rows.map((row) => row.bytes)
    this.content.add(bytes, through - rows.length, through)
    this.#settings.announce?.(bytes, through)
    this.others.mindGap()
    const sizeBytes = this.#compaction.added(bytes)
    observer.stored({ edits: fresh.length, sizeBytes, tookMs: now() - startedAt })
    return { fresh, early, before }
  }

  /** Takes in what the log holds beyond what is known here, and shows it. */
  async #learnStored(): Promise<void> {
    const { document, log, relay } = this.#settings
    const before = this.content.numbers.complete
    const later = await log.loadAfter(document, before)
    // Compacted elsewhere: readers catch up from the whole, and what is stored twice changes nothing.
    if (!later || later.updates.length === 0) return
    const outlines = later.updates.flatMap((bytes) => {
      const outline = outlineUpdate(bytes)
      return outline.ok ? [this.index.take(outline.value)] : []
    })
    this.content.add(later.updates, before, later.through)
    this.#compaction.added(later.updates)
    relay(
      outlines.map((outline) => ({ from: null, outline })),
      before,
    )
  }

  #wait(sizeBytes: number): void {
    this.#waitingBytes += sizeBytes
    this.#settings.waiting.change(sizeBytes)
  }

  #giveUp(group: readonly Arrived[]): void {
    this.#settings.onFailure(
      'Edits could not be stored; their senders are asked to come back',
      null,
    )
    for (const from of new Set(group.map((edit) => edit.from))) {
      this.#failed.add(from)
      from.close('store-failed')
    }
  }

  #hold(holding: boolean): void {
    if (this.#holding === holding) return
    this.#holding = holding
    this.#settings.onHolding(holding)
  }

  // `dispose` may have been called while the log was at work.
  #isEnded(): boolean {
    return this.#over
  }
}
