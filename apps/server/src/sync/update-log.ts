/** Who wrote an update; both empty for what the server itself wrote, as an import does. */
export interface UpdateAuthor {
  readonly person: string
  readonly organisation: string
}

/** An update to be stored: one or more edits of one author. */
export interface NewUpdate {
  readonly bytes: Uint8Array
  readonly author: UpdateAuthor
  readonly edits: number
}

/** Everything stored of a document: apply the snapshot, then the updates in order. */
export interface StoredDocument {
  readonly snapshot: Uint8Array
  readonly updates: readonly Uint8Array[]
  /** The number of the last stored update; the snapshot of a new document is number 0. */
  readonly through: number
  /** Rows that were damaged: they are kept aside and are not among the updates. */
  readonly damaged: number
}

/** What was stored after a number. */
export interface LaterUpdates {
  readonly updates: readonly Uint8Array[]
  readonly through: number
}

/** How much somebody wrote of a document, compacted updates included. */
export interface Contribution extends UpdateAuthor {
  readonly edits: number
  readonly sizeBytes: number
  /** When the last of it was stored; null when that was never noted. */
  readonly lastAt: number | null
}

/** The truth about every document: what is not in here has not happened. */
export interface UpdateLog {
  /** Stores an update group for good, all or nothing; gives the number of the last one. */
  append(document: string, updates: readonly NewUpdate[]): Promise<number>
  /** Everything stored, or null when there is no such document. */
  load(document: string): Promise<StoredDocument | null>
  /** What was stored after a number; null when that has been compacted, so that all has to be loaded. */
  loadAfter(document: string, number: number): Promise<LaterUpdates | null>
  /** Replaces all updates up to a number by one snapshot that holds them; later ones and contributions stay. */
  compact(document: string, snapshot: Uint8Array, through: number): Promise<void>
  /** Who wrote how much, most first. */
  contributions(document: string): Promise<readonly Contribution[]>
}

/** The server as an author. */
export const serverAuthor: UpdateAuthor = { person: '', organisation: '' }
