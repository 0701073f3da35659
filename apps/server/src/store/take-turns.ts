import { sql } from 'kysely'
import type { Store } from './store.ts'

// Any number will do, as long as nothing else in this database locks it.
const startLock = 8_127_002

const againMs = 100

async function isMyTurn(held: Store): Promise<boolean> {
  const asked = sql<{ mine: boolean }>`select pg_try_advisory_lock(${sql.lit(startLock)}) as mine`
  const { rows } = await asked.execute(held)
  return rows[0]?.mine === true
}

/** Does what only one server of a space may do at a time; others wait for their turn. */
export async function takeTurns<T>(
  store: Store,
  isShared: boolean,
  work: () => Promise<T>,
): Promise<T> {
  // The embedded database has one connection, and nobody to wait for.
  if (!isShared) return work()
  return store.connection().execute(async (held) => {
    // Asked again and again: a statement that waits for long counts as one that Postgres does not answer.
    while (!(await isMyTurn(held))) await new Promise((resolve) => setTimeout(resolve, againMs))
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(startLock)})`.execute(held)
    }
  })
}
