import type { Random } from '@weft/kernel'
import type { UpdateLog } from './update-log.ts'

/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A log that takes its time, and sometimes fails before or after it has stored. */
export function openMoodyLog(
  log: UpdateLog,
  random: Random,
  store: { mayFail: boolean },
  counts: { failures: number; compactions: number },
): UpdateLog {
  const linger = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 3); turns > 0; turns--) await turn()
  }
  const fail = (): void => {
    if (!store.mayFail || random() > 0.06) return
    counts.failures++
    throw new Error('The store fails')
  }
  return {
    ...log,
    append: async (id, updates) => {
      await linger()
      fail()
      const through = await log.append(id, updates)
      fail()
      return through
    },
    load: async (id) => {
      await linger()
      return log.load(id)
    },
    compact: async (id, snapshot, through) => {
      await linger()
      fail()
      await log.compact(id, snapshot, through)
      counts.compactions++
      fail()
    },
  }
}
