/** What one connection and one document may cost the server. */
export interface SyncLimits {
  /** Update messages per second, and how many may come at once. */
  readonly updatesPerSecond: number
  readonly updateBurst: number
  /** Presence messages per second beyond which they are dropped; the next one says the same. */
  readonly awarenessPerSecond: number
  readonly awarenessBurst: number
  /** The longest thing a client may say of itself. */
  readonly awarenessStateBytes: number
  /** Bytes waiting for a slow client before it is let go. */
  readonly bufferedBytes: number
  /** Bytes waiting for a slow client before it is sent no single edits any more, and catches up joined. */
  readonly aheadBytes: number
  /** How long a client with so much waiting may take nothing before it is let go. */
  readonly stalledMs: number
  readonly documentBytes: number
  /** Connections of one person to one document. */
  readonly connectionsPerPerson: number
  /** y-websocket hangs up after 30 s of silence, so something is said this often. */
  readonly keepAliveMs: number
  /** How long a document without connections stays in memory. */
  readonly idleMs: number
  /** Stored updates after which a document is compacted. */
  readonly compactAfter: number
}

/** The limits of the product. */
export const syncLimits: SyncLimits = {
  updatesPerSecond: 200,
  updateBurst: 2000,
  awarenessPerSecond: 60,
  awarenessBurst: 240,
  awarenessStateBytes: 16 * 1024,
  bufferedBytes: 8 * 1024 * 1024,
  aheadBytes: 1024 * 1024,
  stalledMs: 30_000,
  documentBytes: 64 * 1024 * 1024,
  connectionsPerPerson: 20,
  keepAliveMs: 10_000,
  idleMs: 60_000,
  compactAfter: 500,
}
