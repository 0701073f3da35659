/** Where it is told that somebody said something in a workspace, after its transaction; who listens reads it anew. */
export interface TalkBoard {
  tell(workspace: string): void
  /** Hears of every workspace until the returned function is called. */
  watch(listener: (workspace: string) => void): () => void
}

/** Opens a board inside this process. A board over several servers has the same two functions. */
export function openTalkBoard(): TalkBoard {
  const listeners = new Set<(workspace: string) => void>()
  return {
    tell: (workspace) => {
      for (const listener of [...listeners]) listener(workspace)
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
