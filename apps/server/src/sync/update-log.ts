/** Everything stored of a document: apply the snapshot, then the updates in order. */
export interface StoredDocument {
  readonly snapshot: Uint8Array
  readonly updates: readonly Uint8Array[]
  /** The number of the last stored update; the snapshot of a new document is number 0. */
  readonly through: number
}

/** The truth about every document: what is not in here has not happened. */
export interface UpdateLog {
  /** Stores an update group for good, all or nothing; gives the number of the last one. */
  append(document: string, updates: readonly Uint8Array[]): Promise<number>
  /** Everything stored, or null when there is no such document. */
  load(document: string): Promise<StoredDocument | null>
  /** Replaces all updates up to a number by one snapshot that holds them; later ones stay. */
  compact(document: string, snapshot: Uint8Array, through: number): Promise<void>
}
