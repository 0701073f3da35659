import { outlineUpdate, type UpdateOutline } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { Edit } from './relay-group.ts'
import { soundParts, type StoredContent } from './stored-content.ts'
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
    const parts = soundParts({ ...later, snapshot: nothing, damaged: 0 })
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

/** Opens the catching up of one document. */
export function openCatchUp(settings: CatchUpSettings): CatchUp {
  const { content, index, relay, onFailure } = settings
  let over = false
  let reading = false
  let asked = false
  let timer: NodeJS.Timeout | null = null
  let sizeBytes = 0

  const take = ({ updates, outlines, through }: Missing, after: number): void => {
    const before = content.numbers.complete
    const fresh = outlines.filter((outline) => !index.knows(outline))
    for (const outline of fresh) {
      index.add(outline)
      sizeBytes += outline.bytes.length
    }
    content.add(updates, after, through)
    const edits = fresh.map((outline) => ({ from: null, outline }))
    if (edits.length > 0) relay(edits, before)
  }
  const readAll = async (): Promise<void> => {
    while (asked && !over) {
      asked = false
      const after = content.numbers.complete
      const missing = await readMissing(settings, after)
      // Nothing may be waited for between here and the taking: others take too.
      if (missing.through > after && !isOver()) take(missing, after)
    }
  }
  const isOver = (): boolean => over
  const later = (waitMs: number): void => {
    if (over || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      if (content.numbers.hasGap) read()
    }, waitMs)
    timer.unref()
  }
  const read = (): void => {
    asked = true
    if (reading || over) return
    reading = true
    readAll()
      .catch((cause: unknown) => {
        onFailure('What other servers stored could not be read', cause)
        later(againMs)
      })
      .finally(() => {
        reading = false
      })
  }
  const mindGap = (): void => {
    if (content.numbers.hasGap) later(graceMs)
  }

  return {
    hear: (updates, through) => {
      const after = through - updates.length
      if (over || content.numbers.knows(after, through)) return
      const outlines = updates.length > 0 ? outlinesOf(updates) : null
      if (outlines === null || after < 0) {
        // A hint says at most that there is something to read.
        if (through > content.numbers.complete) read()
        return
      }
      take({ updates, outlines, through }, after)
      mindGap()
    },
    read,
    mindGap,
    sizeBytes: () => sizeBytes,
    dispose: () => {
      over = true
      if (timer) clearTimeout(timer)
    },
  }
}
