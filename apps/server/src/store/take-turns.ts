import { sql } from 'kysely'
import type { Store } from './store.ts'

// Any number will do, as long as nothing else in this database locks it.
const startLock = 8_127_002

/** Does what only one server of a space may do at a time; others wait for their turn. */
export async function takeTurns<T>(
  store: Store,
  isShared: boolean,
  work: () => Promise<T>,
): Promise<T> {
  // The embedded database has one connection, and nobody to wait for.
  if (!isShared) return work()
  return store.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(${sql.lit(startLock)})`.execute(held)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(startLock)})`.execute(held)
    }
  })
}
