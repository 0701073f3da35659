import type { CloseName } from '@weft/sync-protocol'

/** What is asked of the store. */
export type StoreOperation = 'append' | 'load' | 'compact' | 'admit'

/** Why a socket was not accepted. */
export type RefusalReason =
  | 'ending'
  | 'no-document'
  | 'foreign-origin'
  | 'signed-out'
  | 'no-right'
  | 'store-failed'
  | 'address-busy'
  | 'address-full'
  | 'space-busy'
  | 'space-full'

/** Hears what the hub does, for figures; nothing the hub does depends on it. */
export interface SyncObserver {
  /** A group was stored. */
  stored(group: {
    readonly edits: number
    readonly sizeBytes: number
    readonly tookMs: number
  }): void
  /** The edits of a group were handed to every reader, so long after the first of them arrived. */
  relayed(tookMs: number): void
  storeFailed(operation: StoreOperation): void
  compacted(tookMs: number): void
  damagedFound(rows: number): void
  closed(name: CloseName): void
  refused(reason: RefusalReason): void
  received(sizeBytes: number): void
  sent(sizeBytes: number): void
  /** Presence was not relayed. */
  presenceDropped(): void
}

const ignore = (): void => undefined

/** Hears nothing. */
export const silentObserver: SyncObserver = {
  stored: ignore,
  relayed: ignore,
  storeFailed: ignore,
  compacted: ignore,
  damagedFound: ignore,
  closed: ignore,
  refused: ignore,
  received: ignore,
  sent: ignore,
  presenceDropped: ignore,
}
