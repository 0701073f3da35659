import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Store } from './store.ts'
import { longestSilenceMs, watchSilence } from './watch-silence.ts'

/** Where the store lives: a Postgres address, a folder for the embedded database, or memory (null). */
export type StorePlace =
  | {
      readonly databaseUrl: string
      /** How long Postgres may say nothing to a statement; tests wait for less. */
      readonly silentMs?: number
    }
  | { readonly folder: string | null }

function openPostgres(databaseUrl: string): { store: Store; watch: (silentMs: number) => void } {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5000,
    // Whole numbers of 64 bits become numbers and days stay text, as with the embedded database.
    types,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks between two statements of a transaction: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    store: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    watch: (silentMs) => pool.on('connect', (client) => watchSilence(client, silentMs)),
  }
}

async function openMigrated(store: Store): Promise<Store> {
  try {
    await sql`select 1`.execute(store)
    await migrate(store)
    return store
  } catch (error) {
    await store.destroy()
    throw error
  }
}

/** Opens the store and brings its tables to the newest form. */
export async function openStore(place: StorePlace): Promise<Store> {
  if (!('databaseUrl' in place)) {
    return openMigrated(new Kysely({ dialect: pgliteDialect(openPglite(place.folder)) }))
  }
  // A change of the tables may be silent for long: its connections are not watched, and are let go.
  await (await openMigrated(openPostgres(place.databaseUrl).store)).destroy()
  const { store, watch } = openPostgres(place.databaseUrl)
  watch(place.silentMs ?? longestSilenceMs)
  return store
}
