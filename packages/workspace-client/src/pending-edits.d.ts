/** Counts the edits the server has not yet said to be stored. */
export interface PendingEdits {
  readonly count: number
  /** Edits of an earlier page came back with the copy of this browser. */
  restore(edits: number): void
  /** An edit was made while nothing could be sent. */
  madeOffline(): void
  /** An update message went out: an edit, or the answer that carries everything made offline. */
  sent(message: { readonly answer: boolean; readonly empty: boolean }): void
  /** The server stored this many of the connection's update messages. */
  stored(messages: number): void
  /** The connection ended: what was on its way may or may not have arrived, so it waits again. */
  disconnected(): void
}
/** Opens a count that begins at nothing. */
export declare function openPendingEdits(): PendingEdits
