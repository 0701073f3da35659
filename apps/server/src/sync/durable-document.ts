import { encodeMissingMessage, encodeStateVectorMessage } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { Connection } from './connection.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** An edit that arrived. */
export interface Edit {
  readonly kind: 'edit'
  readonly from: Connection
  readonly update: Uint8Array
  readonly empty: boolean
}

/** What waits for its turn: an edit, a client's question for what it lacks, or our question to a new client. */
export type Work =
  | Edit
  | { readonly kind: 'question'; readonly from: Connection; readonly stateVector: Uint8Array }
  | { readonly kind: 'greeting'; readonly from: Connection }

/** What a durable document works with. */
export interface DurableDocumentSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  /** Stored updates after which the document is compacted. */
  readonly compactAfter: number
  /** Shows edits to others; called only when they are stored. */
  readonly relay: (edits: readonly Edit[]) => void
  readonly closeAll: () => void
  readonly onFailure: (message: string, cause: unknown) => void
}

/**
 * A document whose edits are stored before anybody sees them. Edits are applied at the start of their
 * group, questions are answered at its end, and a group that could not be stored is undone by reading
 * the document again: so whenever a question is answered the document holds only what is stored.
 */
export class DurableDocument {
  readonly #settings: DurableDocumentSettings
  #doc: Y.Doc
  #tail: number
  #sizeBytes: number
  #waiting: Work[] = []
  #storing = false
  #compacting = false
  #over = false

  constructor(settings: DurableDocumentSettings) {
    this.#settings = settings
    this.#doc = applyStored(settings.stored)
    this.#tail = settings.stored.updates.length
    this.#sizeBytes = sizeOf(settings.stored)
  }

  /** What is stored and waiting, in bytes. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** Whether nothing is waiting to be stored. */
  isQuiet(): boolean {
    return this.#over || (!this.#storing && this.#waiting.length === 0 && !this.#compacting)
  }

  /** Takes work; everything that arrives while a group is being stored makes the next group. */
  enqueue(work: Work): void {
    if (work.kind === 'edit') this.#sizeBytes += work.update.length
    this.#waiting.push(work)
    if (this.#storing || this.#over) return
    this.#storing = true
    this.#storeWaiting()
      .catch((cause: unknown) => this.#fail('A document stopped', cause))
      .finally(() => {
        this.#storing = false
      })
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
      const whole = applyStored(stored)
      await log.compact(document, Y.encodeStateAsUpdate(whole), stored.through)
      whole.destroy()
      this.#tail = Math.max(0, this.#tail - stored.updates.length)
    } catch (cause) {
      this.#settings.onFailure('A document could not be compacted', cause)
    } finally {
      this.#compacting = false
    }
  }

  /** Ends it; nothing more is stored. */
  dispose(): void {
    this.#over = true
    this.#doc.destroy()
  }

  async #storeWaiting(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#over) {
      const group = this.#waiting
      this.#waiting = []
      await this.#storeGroup(group)
    }
    // Not waited for: edits go on being stored meanwhile.
    if (!this.#over) void this.compact(this.#settings.compactAfter)
  }

  async #storeGroup(group: readonly Work[]): Promise<void> {
    const edits = group.filter((work) => work.kind === 'edit')
    await this.#store(edits.filter(({ empty }) => !empty))
    if (this.#over) return
    for (const { from, empty } of edits) if (empty) from.markDurable(1)
    for (const work of group) this.#answer(work)
  }

  #answer(work: Work): void {
    if (work.kind === 'question') {
      work.from.send(encodeMissingMessage(Y.encodeStateAsUpdate(this.#doc, work.stateVector)))
    }
    if (work.kind === 'greeting') {
      work.from.send(encodeStateVectorMessage(Y.encodeStateVector(this.#doc)))
    }
  }

  async #store(edits: readonly Edit[]): Promise<void> {
    const good = await this.#applyAll(edits)
    if (good.length === 0 || this.#over) return
    const { document, log, onFailure, relay } = this.#settings
    try {
      await log.append(
        document,
        good.map(({ update, from: { person } }) => ({
          bytes: update,
          author: { person: person.id, organisation: person.organisation.id },
          edits: 1,
        })),
      )
    } catch (cause) {
      onFailure('Edits could not be stored', cause)
      for (const from of new Set(good.map((edit) => edit.from))) from.close('store-failed')
      await this.#reload()
      return
    }
    this.#tail += good.length
    if (!this.#isEnded()) relay(good)
  }

  // `dispose` may have been called while the log was at work.
  #isEnded(): boolean {
    return this.#over
  }

  async #applyAll(edits: readonly Edit[]): Promise<readonly Edit[]> {
    let good = edits
    for (;;) {
      const poisoned = good.find((edit) => !applies(this.#doc, edit))
      if (!poisoned) return good
      poisoned.from.close('malformed')
      good = good.filter(({ from }) => from !== poisoned.from)
      await this.#reload()
      if (this.#over) return []
    }
  }

  async #reload(): Promise<void> {
    const { document, log, stored } = this.#settings
    try {
      const again = await log.load(document)
      if (this.#over) return
      this.#doc.destroy()
      this.#doc = applyStored(again ?? stored)
      this.#sizeBytes = sizeOf(again ?? stored)
    } catch (cause) {
      this.#fail('A document could not be read again', cause)
    }
  }

  #fail(message: string, cause: unknown): void {
    this.#over = true
    this.#settings.onFailure(message, cause)
    this.#settings.closeAll()
  }
}

function sizeOf(stored: StoredDocument): number {
  return stored.updates.reduce((sum, update) => sum + update.length, stored.snapshot.length)
}

/** A readable update can still refer to what no document has; Yjs then throws half way. */
function applies(doc: Y.Doc, edit: Edit): boolean {
  try {
    Y.applyUpdate(doc, edit.update)
    return true
  } catch {
    return false
  }
}
