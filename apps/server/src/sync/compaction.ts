import type { Clock } from '@weft/kernel'
import type { DocumentWork } from './document-work.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncObserver } from './sync-observer.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** What compaction works with. */
export interface CompactionSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  readonly work: DocumentWork
  readonly limits: SyncLimits
  readonly now: Clock
  readonly observer: SyncObserver
  readonly onCompacted: () => void
  readonly onFailure: (message: string, cause: unknown) => void
}

/** When a document is compacted, and the doing of it. */
export interface Compaction {
  /** Counts what was stored; gives its size. */
  added(updates: readonly Uint8Array[]): number
  /** What is stored, in bytes. */
  storedBytes(): number
  isRunning(): boolean
  isDue(): boolean
  /** Writes one snapshot in place of the stored updates, when there are at least so many. Never rejects. */
  run(least: number): Promise<void>
}

function sizeOf(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, { length }) => sum + length, 0)
}

const longestPauseMs = 600_000

/** Opens the compaction of one document. */
export function openCompaction(settings: CompactionSettings): Compaction {
  const { document, log, stored, work, limits, now, observer } = settings
  let tail = stored.updates.length
  let tailBytes = sizeOf(stored.updates)
  let snapshotBytes = stored.snapshot.length
  let running = false
  let failures = 0
  let notBefore = -Infinity

  const compact = async (least: number): Promise<void> => {
    const startedAt = now()
    // Read from the log, not from memory: another server may have appended too.
    const whole = await log.load(document)
    if (!whole) return
    if (whole.updates.length < least) {
      // Another server has compacted it meanwhile.
      tail = whole.updates.length
      tailBytes = sizeOf(whole.updates)
      return
    }
    const snapshot = await work.snapshot(whole)
    await log.compact(document, snapshot, whole.through)
    settings.onCompacted()
    tail = Math.max(0, tail - whole.updates.length)
    tailBytes = Math.max(0, tailBytes - sizeOf(whole.updates))
    snapshotBytes = snapshot.length
    observer.compacted(now() - startedAt)
  }

  return {
    added: (updates) => {
      const sizeBytes = sizeOf(updates)
      tail += updates.length
      tailBytes += sizeBytes
      return sizeBytes
    },
    storedBytes: () => snapshotBytes + tailBytes,
    isRunning: () => running,
    // Rarely enough that writing snapshots costs a fixed share of what is written, however large they are.
    isDue: () => {
      const { compactAfter } = limits
      if (tail < compactAfter || now() < notBefore) return false
      return tailBytes * 2 >= snapshotBytes || tail >= compactAfter * 20
    },
    run: async (least) => {
      if (running || tail < least) return
      running = true
      try {
        await compact(least)
        failures = 0
      } catch (cause) {
        // The log is as it was. Not tried again at every edit.
        notBefore = now() + Math.min(limits.compactPauseMs * 2 ** failures++, longestPauseMs)
        observer.storeFailed('compact')
        settings.onFailure('A document could not be compacted', cause)
      } finally {
        running = false
      }
    },
  }
}
