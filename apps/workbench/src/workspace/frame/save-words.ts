import type { WorkspaceStatus } from '@weft/workspace-client'

/** How the state of saving is said: its tone and the sentence's name. */
export interface SaveWords {
  readonly tone: 'good' | 'busy' | 'warn' | 'bad'
  readonly line:
    | 'connecting'
    | 'saved'
    | 'saving'
    | 'held'
    | 'offline'
    | 'offlineWith'
    | 'refused'
    | 'refusedWith'
  readonly why: 'savedWhy' | 'savingWhy' | 'heldWhy' | 'offlineWhy' | 'refusedWhy' | null
}

/** Says no more than is true: "saved" only when the server holds every edit. */
export function saveWords({ state, pendingEdits, isHolding }: WorkspaceStatus): SaveWords {
  switch (state) {
    case 'connecting':
      return { tone: 'busy', line: 'connecting', why: null }
    case 'synced':
    case 'saved':
      return { tone: 'good', line: 'saved', why: 'savedWhy' }
    case 'saving':
      if (isHolding) return { tone: 'warn', line: 'held', why: 'heldWhy' }
      return { tone: 'busy', line: 'saving', why: 'savingWhy' }
    case 'offline':
      return { tone: 'warn', line: pendingEdits > 0 ? 'offlineWith' : 'offline', why: 'offlineWhy' }
    case 'refused':
      return { tone: 'bad', line: pendingEdits > 0 ? 'refusedWith' : 'refused', why: 'refusedWhy' }
  }
}
