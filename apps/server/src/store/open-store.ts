import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Store } from './store.ts'

/** Where the store lives: a Postgres address, a folder for the embedded database, or memory (null). */
export type StorePlace = { readonly databaseUrl: string } | { readonly folder: string | null }

function openPostgres(databaseUrl: string): Store {
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
  // So would one that breaks while it is in use and between two queries; the next query on it fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

/** Opens the store and brings its tables to the newest form. */
export async function openStore(place: StorePlace): Promise<Store> {
  const store: Store =
    'databaseUrl' in place
      ? openPostgres(place.databaseUrl)
      : new Kysely({ dialect: pgliteDialect(openPglite(place.folder)) })
  try {
    await sql`select 1`.execute(store)
    await migrate(store)
    return store
  } catch (error) {
    await store.destroy()
    throw error
  }
}
