import { outlineUpdate, type UpdateOutline } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { Edit } from './relay-group.ts'
import { soundParts } from './document-work.ts'
import type { StoredContent } from './stored-content.ts'
import type { StoredIndex } from './stored-index.ts'
import type { UpdateLog } from './update-log.ts'

/** Brings a document up to what other servers stored: from what they tell, and else from the log. */
export interface CatchUp {
  /** Takes what another server says it stored, up to a number. */
  hear(updates: readonly Uint8Array[], through: number): void
  /** Reads from the log whatever is not known yet. */
  read(): void
  /** Reads from the log after a moment, if numbers are still missing then. */
  mindGap(): void
  /** What other servers stored since the document was opened, in bytes. */
  sizeBytes(): number
  dispose(): void
}

/** What catching up works with. */
export interface CatchUpSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly content: StoredContent
  readonly index: StoredIndex
  readonly relay: (edits: readonly Edit[], before: number) => void
  readonly onFailure: (message: string, cause: unknown) => void
}

/** A hint that is on its way fills most gaps before the log has to be asked. */
const graceMs = 30
const againMs = 1000

function outlinesOf(updates: readonly Uint8Array[]): readonly UpdateOutline[] | null {
  const outlines: UpdateOutline[] = []
  for (const bytes of updates) {
    const outline = outlineUpdate(bytes)
    if (!outline.ok) return null
    outlines.push(outline.value)
  }
  return outlines
}

const nothing = Y.encodeStateAsUpdate(new Y.Doc())

interface Missing {
  readonly updates: readonly Uint8Array[]
  readonly outlines: readonly UpdateOutline[]
  readonly through: number
}

async function readMissing(settings: CatchUpSettings, after: number): Promise<Missing> {
  const { document, log, index } = settings
  const later = await log.loadAfter(document, after)
  if (later) {
    const { updates, through } = later
    const outlines = outlinesOf(updates)
    if (outlines) return { updates, outlines, through }
    const parts = soundParts({ ...later, snapshot: nothing })
    return { updates: [], outlines: outlinesOf(parts) ?? [], through }
  }
  // Compacted meanwhile: what this server lacks of the whole.
  const stored = await log.load(document)
  if (!stored) throw new Error(`Document ${document} is gone`)
  const whole = applyStored(stored)
  const lacking = Y.encodeStateAsUpdate(whole, index.encodeStateVector())
  whole.destroy()
  return { updates: [], outlines: outlinesOf([lacking]) ?? [], through: stored.through }
}

class DocumentCatchUp implements CatchUp {
  readonly #settings: CatchUpSettings
  #over = false
  #reading = false
  #asked = false
  #timer: NodeJS.Timeout | null = null
  #sizeBytes = 0

  constructor(settings: CatchUpSettings) {
    this.#settings = settings
  }

  hear(updates: readonly Uint8Array[], through: number): void {
    const { numbers } = this.#settings.content
    const after = through - updates.length
    if (this.#over || numbers.knows(after, through)) return
    const outlines = updates.length > 0 ? outlinesOf(updates) : null
    if (outlines === null || after < 0) {
      // A hint says at most that there is something to read.
      if (through > numbers.complete) this.read()
      return
    }
    this.#take({ updates, outlines, through }, after)
    this.mindGap()
  }

  read(): void {
    this.#asked = true
    if (this.#reading || this.#over) return
    this.#reading = true
    this.#readAll()
      .catch((cause: unknown) => {
        this.#settings.onFailure('What other servers stored could not be read', cause)
        this.#later(againMs)
      })
      .finally(() => {
        this.#reading = false
      })
  }

  mindGap(): void {
    if (this.#settings.content.numbers.hasGap) this.#later(graceMs)
  }

  sizeBytes(): number {
    return this.#sizeBytes
  }

  dispose(): void {
    this.#over = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  async #readAll(): Promise<void> {
    const { numbers } = this.#settings.content
    while (this.#asked && !this.#over) {
      this.#asked = false
      const after = numbers.complete
      const missing = await readMissing(this.#settings, after)
      // Nothing may be waited for between here and the taking: others take too.
      if (missing.through > after && !this.#isEnded()) this.#take(missing, after)
    }
  }

  // `dispose` may have been called while the log was at work.
  #isEnded(): boolean {
    return this.#over
  }

  #take({ updates, outlines, through }: Missing, after: number): void {
    const { content, index, relay } = this.#settings
    const before = content.numbers.complete
    const fresh = outlines.flatMap((outline) => (index.knows(outline) ? [] : [index.take(outline)]))
    for (const { bytes } of fresh) this.#sizeBytes += bytes.length
    content.add(updates, after, through)
    const edits = fresh.map((outline) => ({ from: null, outline }))
    if (edits.length > 0) relay(edits, before)
  }

  #later(waitMs: number): void {
    if (this.#over || this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#settings.content.numbers.hasGap) this.read()
    }, waitMs)
    this.#timer.unref()
  }
}

/** Opens the catching up of one document. */
export function openCatchUp(settings: CatchUpSettings): CatchUp {
  return new DocumentCatchUp(settings)
}
