/** Whose rights may have changed: everything given must match, and nothing given means everybody's. */
export interface RightsChange {
  readonly person?: string
  readonly organisation?: string
  readonly document?: string
}

/** Where changed rights are told, after their transaction; whoever let somebody in asks again. */
export interface RightsBoard {
  tell(change: RightsChange): void
  /** Hears of every change until the returned function is called. */
  watch(listener: (change: RightsChange) => void): () => void
}

/** Opens a board inside this process. A board over several servers has the same two functions. */
export function openRightsBoard(): RightsBoard {
  const listeners = new Set<(change: RightsChange) => void>()
  return {
    tell: (change) => {
      for (const listener of [...listeners]) listener(change)
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
