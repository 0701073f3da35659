export { addName } from './add-name.ts'
export { historyHandlers, type HistoryDeps } from './history-handlers.ts'
export {
  keepPrepared,
  makeVersion,
  prepareVersion,
  type PreparedVersion,
  type VersionDeps,
} from './make-version.ts'
export { openVersionKeeper, type VersionKeeper } from './version-keeper.ts'
export { openWriterLedger, readWriters, type Writer, type WriterLedger } from './writer-ledger.ts'
