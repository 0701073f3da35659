/** Lets a long reading tell how far it is, and end when nobody wants it any more. */
export interface ReadingPace {
  /** To be waited for now and then; throws the signal's reason once it is aborted. */
  at(share: number): Promise<void>
}

const pauseMs = 40

/** A pace that yields to the surrounding thread every so often, so that an abort can arrive. */
export function readingPace(
  signal: AbortSignal | undefined,
  tell: (share: number) => void,
): ReadingPace {
  let last = performance.now()
  return {
    at: async (share) => {
      signal?.throwIfAborted()
      if (performance.now() - last < pauseMs) return
      tell(Math.min(1, share))
      await new Promise((resolve) => setTimeout(resolve, 0))
      last = performance.now()
      signal?.throwIfAborted()
    },
  }
}
