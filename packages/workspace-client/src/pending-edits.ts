interface Sent {
  /** Which of this connection's update messages it was, from 1. */
  readonly number: number
  readonly edits: number
}

/** Counts the edits the server has not yet said to be stored. */
export interface PendingEdits {
  readonly count: number
  /** Edits of an earlier page came back with the copy of this browser. */
  restore(edits: number): void
  /** Another tab says that at least so many wait; both hold them, and one sending is enough. */
  atLeast(edits: number): void
  /** Nothing is waited for any more: the edits are given up. */
  clear(): void
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
export function openPendingEdits(): PendingEdits {
  let waiting = 0
  let messages = 0
  let onTheWay: Sent[] = []
  const travelling = () => onTheWay.reduce((sum, sent) => sum + sent.edits, 0)
  return {
    get count() {
      return waiting + travelling()
    },
    restore: (edits) => {
      waiting += edits
    },
    atLeast: (edits) => {
      waiting += Math.max(0, edits - waiting - travelling())
    },
    clear: () => {
      waiting = 0
      onTheWay = []
    },
    madeOffline: () => {
      waiting++
    },
    sent: ({ answer, empty }) => {
      messages++
      // An empty answer: the server has everything, edits of a lost connection had arrived after all.
      const edits = empty ? 0 : answer ? waiting : 1
      onTheWay.push({ number: messages, edits })
      if (answer) waiting = 0
    },
    stored: (number) => {
      onTheWay = onTheWay.filter((sent) => sent.number > number)
    },
    disconnected: () => {
      waiting += travelling()
      messages = 0
      onTheWay = []
    },
  }
}
