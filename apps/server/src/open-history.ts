import {
  openVersionKeeper,
  openWriterLedger,
  type VersionKeeper,
  type WriterLedger,
} from './modules/history/index.ts'
import type { Clock, Random } from '@weft/kernel'
import type { Store } from './store/store.ts'
import { watchUpdateLog, type UpdateLog } from './sync/index.ts'

/** What keeps the history of documents, and the log through which edits reach it. */
export interface OpenHistory {
  readonly log: UpdateLog
  readonly ledger: WriterLedger
  readonly keeper: VersionKeeper
}

/** Opens the history over a log: whatever is stored through its own log is noted. */
export function openHistory(deps: {
  readonly store: Store
  readonly log: UpdateLog
  readonly random: Random
  readonly now: Clock
  readonly onFailure: (message: string, cause: unknown) => void
}): OpenHistory {
  const ledger = openWriterLedger(deps)
  const keeper = openVersionKeeper({ ...deps, ledger })
  const log = watchUpdateLog(deps.log, (document, updates) => {
    ledger.note(document, updates)
    keeper.edited(document)
  })
  return { log, ledger, keeper }
}
