import type { NewUpdate, UpdateLog } from './update-log.ts'

/** A log that tells of what was stored; the listener must be quick and must not throw. */
export function watchUpdateLog(
  log: UpdateLog,
  onStored: (document: string, updates: readonly NewUpdate[]) => void,
): UpdateLog {
  return {
    append: async (document, updates) => {
      const through = await log.append(document, updates)
      onStored(document, updates)
      return through
    },
    load: (document) => log.load(document),
    loadAfter: (document, number) => log.loadAfter(document, number),
    compact: (document, snapshot, through) => log.compact(document, snapshot, through),
    contributions: (document) => log.contributions(document),
  }
}
