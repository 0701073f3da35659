import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'

const packs = fileURLToPath(new URL('../../sandbox/packs', import.meta.url))

/** Asks native DuckDB over the CSV files of the logistics pack: flights, airports, routes. */
export async function askFiles(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const table of ['flights', 'airports', 'routes']) {
    const file = join(packs, 'logistics', `${table}.csv`)
    await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_csv('${file}', header = true)`)
  }
  const rows = (await connection.runAndReadAll(sql)).getRowObjects()
  connection.closeSync()
  instance.closeSync()
  return rows
}
