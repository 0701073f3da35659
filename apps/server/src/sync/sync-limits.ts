import type { RetryPlan } from './keep-trying.ts'

/** What one connection and one document may cost the server. */
export interface SyncLimits {
  /** Update messages per second, and how many may come at once. */
  readonly updatesPerSecond: number
  readonly updateBurst: number
  /** Messages of any kind per second, and how many may come at once. */
  readonly messagesPerSecond: number
  readonly messageBurst: number
  /** Bytes per second, and how many may come at once. */
  readonly bytesPerSecond: number
  readonly byteBurst: number
  /** Questions for what a document holds: each is answered with as much as is lacking. */
  readonly questionsPerSecond: number
  readonly questionBurst: number
  /** How many times as much one person may send over all their connections. */
  readonly personFactor: number
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
  /** Clients that ever wrote in one document. */
  readonly documentClients: number
  /** Deleted stretches of one document that are apart from each other. */
  readonly documentStretches: number
  /** Bytes of one document that may wait to be stored. */
  readonly waitingBytes: number
  /** How storing is tried again when the store fails; after its end the senders are asked to come back. */
  readonly storeRetry: RetryPlan
  /** Connections of one person to one document; with one more the oldest is closed. */
  readonly connectionsPerPerson: number
  /** Connections in all, and from one address. */
  readonly connectionsInAll: number
  readonly connectionsPerAddress: number
  /** Attempts to connect from one address per second, and how many may come at once. */
  readonly attemptsPerSecond: number
  readonly attemptBurst: number
  /** Attempts being looked into at once, those that wait for it, and those of one address among both. */
  readonly admissionsAtOnce: number
  readonly admissionsWaiting: number
  readonly admissionsPerAddress: number
  /** How long an attempt may wait to be looked into. */
  readonly admissionMs: number
  /** How long a message may take from its first byte to its last. */
  readonly messageMs: number
  /** Pings and pongs a client may send per second, and how many at once. */
  readonly controlsPerSecond: number
  readonly controlBurst: number
  /** y-websocket hangs up after 30 s of silence, so something is said this often. */
  readonly keepAliveMs: number
  /** How long a document without connections stays in memory, and how many such documents at most. */
  readonly idleMs: number
  readonly idleRooms: number
  /** Bytes of all documents that may wait to be stored. */
  readonly waitingBytesInAll: number
  /** How long an ending server waits for what has arrived to be stored. */
  readonly drainMs: number
  /** Stored updates after which a document is compacted. */
  readonly compactAfter: number
  /** The least pause after a compaction that failed. */
  readonly compactPauseMs: number
}

/** The limits of the product. */
export const syncLimits: SyncLimits = {
  updatesPerSecond: 200,
  updateBurst: 2000,
  messagesPerSecond: 500,
  messageBurst: 4000,
  bytesPerSecond: 4 * 1024 * 1024,
  byteBurst: 32 * 1024 * 1024,
  questionsPerSecond: 2,
  questionBurst: 20,
  personFactor: 3,
  awarenessPerSecond: 60,
  awarenessBurst: 240,
  awarenessStateBytes: 16 * 1024,
  bufferedBytes: 8 * 1024 * 1024,
  aheadBytes: 1024 * 1024,
  stalledMs: 30_000,
  documentBytes: 64 * 1024 * 1024,
  documentClients: 200_000,
  documentStretches: 1_000_000,
  waitingBytes: 16 * 1024 * 1024,
  storeRetry: { firstWaitMs: 100, longestWaitMs: 2000, forMs: 60_000 },
  connectionsPerPerson: 20,
  connectionsInAll: 10_000,
  connectionsPerAddress: 1000,
  attemptsPerSecond: 20,
  attemptBurst: 1000,
  admissionsAtOnce: 32,
  admissionsWaiting: 2000,
  admissionsPerAddress: 500,
  admissionMs: 15_000,
  messageMs: 120_000,
  controlsPerSecond: 5,
  controlBurst: 50,
  keepAliveMs: 10_000,
  idleMs: 60_000,
  idleRooms: 200,
  waitingBytesInAll: 256 * 1024 * 1024,
  drainMs: 10_000,
  compactAfter: 500,
  compactPauseMs: 10_000,
}
