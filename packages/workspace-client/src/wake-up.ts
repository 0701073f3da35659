/** Where the browser says that the network or the page is back. */
export type WakingPage = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/** What is done when the page wakes. */
export interface Waking {
  /** Whether a socket is open, as far as the browser knows. */
  readonly isOpen: () => boolean
  /** How long the server has said nothing, in milliseconds. */
  readonly silentMs: () => number
  /** Asks the server for a sign of life. */
  readonly probe: () => void
  /** Ends what socket there is and connects at once. */
  readonly reconnect: () => void
}

/** The server says something every 10 s; longer silence may be a connection that died in its sleep. */
const restlessMs = 12_000
const answerWithinMs = 3_000
const events = ['online', 'visibilitychange', 'pageshow'] as const

/** Connects at once when the network or the page comes back: nobody who opens a laptop waits for a timer. */
export function reconnectOnWaking(page: WakingPage | undefined, waking: Waking): () => void {
  let probing: ReturnType<typeof setTimeout> | null = null
  const wake = ({ type }: Event): void => {
    if (!waking.isOpen()) {
      waking.reconnect()
      return
    }
    const isSuspect = type === 'online' || waking.silentMs() > restlessMs
    if (!isSuspect || probing !== null) return
    waking.probe()
    probing = setTimeout(() => {
      probing = null
      if (waking.silentMs() >= answerWithinMs) waking.reconnect()
    }, answerWithinMs)
  }
  for (const event of events) page?.addEventListener(event, wake)
  return () => {
    if (probing !== null) clearTimeout(probing)
    for (const event of events) page?.removeEventListener(event, wake)
  }
}
