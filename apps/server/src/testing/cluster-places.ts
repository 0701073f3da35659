import pg from 'pg'

/** A Postgres address for cluster tests, or null when there is none. */
export const testDatabaseUrl = process.env.WEFT_TEST_DATABASE_URL ?? null

/** Where a Postgres of this machine usually is. */
export const usualPlace = 'postgres://postgres@127.0.0.1:5432/postgres'

/** A Redis address for cluster tests, or null when there is none. */
export const testRedisUrl = process.env.WEFT_TEST_REDIS_URL ?? null

// In continuous integration they must be there: skipping would hide that they are not.
if (process.env.CI && (testDatabaseUrl === null || testRedisUrl === null)) {
  throw new Error('Cluster tests need WEFT_TEST_DATABASE_URL and WEFT_TEST_REDIS_URL')
}

/** What is added to the title of a test that does not run for want of a place. */
export function whySkipped(...places: readonly (string | null)[]): string {
  return places.includes(null)
    ? ' (skipped: WEFT_TEST_DATABASE_URL or WEFT_TEST_REDIS_URL is not set)'
    : ''
}

async function onPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl ?? '' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A new name for a database of this run of the tests, by which it is found when the run ends. */
export function testDatabaseName(): string {
  const run = process.env.WEFT_TEST_RUN ?? String(process.pid)
  return `weft_test_${run}_${Math.random().toString(36).slice(2, 10)}`
}

/** Drops what databases of a run of the tests are left. */
export async function dropTestDatabases(run: string): Promise<void> {
  const client = new pg.Client({
    connectionString: testDatabaseUrl ?? usualPlace,
    connectionTimeoutMillis: 1500,
  })
  try {
    await client.connect()
  } catch {
    // No Postgres, no databases.
    return
  }
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [`weft_test_${run}_`],
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
}

/** Makes a database of its own for a test. */
export async function makeDatabase(): Promise<{
  url: string
  name: string
  drop(): Promise<void>
}> {
  const name = testDatabaseName()
  await onPostgres(`create database ${name}`)
  const url = new URL(testDatabaseUrl ?? '')
  url.pathname = `/${name}`
  return {
    url: url.href,
    name,
    drop: () => onPostgres(`drop database if exists ${name} with (force)`),
  }
}

/** The same address through another port of this machine. */
export function throughPort(address: string, port: number): string {
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return url.href
}

/** The host and port of an address. */
export function placeOf(address: string, usualPort: number): { host: string; port: number } {
  const url = new URL(address)
  return { host: url.hostname, port: Number(url.port) || usualPort }
}
