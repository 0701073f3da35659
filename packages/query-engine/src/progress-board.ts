/** How far the answer to a consumer's question is. */
export interface EngineProgress {
  readonly phase: 'loading' | 'computing'
  /** Tables that are there by now, and how many it takes. */
  readonly made: number
  readonly of: number
  /** How much is done, 0 to 1. */
  readonly share: number
}

/** The progress of every question under way, by consumer. */
export interface EngineProgressView {
  read(): ReadonlyMap<string, EngineProgress>
  onChange(listener: () => void): () => void
}

/** Keeps the progress that views look at. */
export interface ProgressBoard {
  readonly view: EngineProgressView
  tell(consumer: string | null, progress: EngineProgress): void
  end(consumer: string | null): void
}

/** Opens an empty board. */
export function openProgressBoard(): ProgressBoard {
  const listeners = new Set<() => void>()
  let now: ReadonlyMap<string, EngineProgress> = new Map()
  const write = (change: (next: Map<string, EngineProgress>) => void) => {
    const next = new Map(now)
    change(next)
    now = next
    for (const listener of listeners) listener()
  }
  return {
    view: {
      read: () => now,
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    tell: (consumer, progress) => {
      if (consumer !== null) write((next) => next.set(consumer, progress))
    },
    end: (consumer) => {
      if (consumer !== null && now.has(consumer)) write((next) => next.delete(consumer))
    },
  }
}
