import { DuckDBInstance } from '@duckdb/node-api'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Schema, UploadedTable } from '@weft/pipeline-model'
import { quoteName, quoteText, sourceTableName } from '@weft/pipeline-sql'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { extname, resolve } from 'node:path'

/** A native database that holds the tables a pipeline begins with. */
export interface NativeTables {
  /** Reads a CSV or Parquet file; its table is named by the file's content. */
  load(path: string): Promise<Outcome<{ readonly schema: Schema; readonly digest: string }>>
  /** Reads a file in the place of a table that was brought into a workspace, with the columns it had there. */
  loadAs(path: string, uploaded: UploadedTable): Promise<Outcome<null>>
  /** From here on only these files can be written, none can be read, and no setting can change. */
  lock(writable: readonly string[]): Promise<void>
  run(sql: string): Promise<Outcome<readonly (readonly string[])[]>>
  dispose(): void
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

function isParquet(path: string): boolean {
  return extname(path).toLowerCase() === '.parquet'
}

/** A SELECT of the columns a table had, in their types; types are given to the CSV reader, so that no code loses its zeros. */
function selectAs(path: string, { columns }: UploadedTable): string {
  const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`)
  const reader = isParquet(path)
    ? `read_parquet(${quoteText(path)})`
    : `read_csv(${quoteText(path)}, header = true, types = {${types.join(', ')}})`
  const list = columns.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`,
  )
  return `SELECT ${list.join(', ')} FROM ${reader}`
}

function readerOf(path: string): string {
  return isParquet(path)
    ? `read_parquet(${quoteText(path)})`
    : `read_csv(${quoteText(path)}, header = true, sample_size = -1)`
}

/** Opens an empty database in memory, on one thread so that sums come out the same every time. */
export async function openNativeTables(): Promise<NativeTables> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  const rows = async (sql: string) =>
    (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String))
  return {
    load: async (path) => {
      try {
        const digest = await digestOf(path)
        const table = quoteName(sourceTableName(digest))
        await connection.run(
          `CREATE TABLE IF NOT EXISTS ${table} AS SELECT * FROM ${readerOf(resolve(path))}`,
        )
        const described = await rows(`DESCRIBE ${table}`)
        const schema = described.map(([name = '', type = '']) => ({ name, type }))
        return accept({ schema, digest })
      } catch (error) {
        return refuse('cli.not-a-table', { path, reason: reasonOf(error) })
      }
    },
    loadAs: async (path, uploaded) => {
      try {
        const table = quoteName(sourceTableName(uploaded.digest))
        await connection.run(
          `CREATE TABLE IF NOT EXISTS ${table} AS ${selectAs(resolve(path), uploaded)}`,
        )
        return accept(null)
      } catch (error) {
        return refuse('cli.not-a-table', { path, reason: reasonOf(error) })
      }
    },
    lock: async (writable) => {
      const paths = writable.map((path) => quoteText(resolve(path))).join(', ')
      await connection.run(`SET allowed_paths = [${paths}]`)
      await connection.run('SET enable_external_access = false')
      await connection.run('SET lock_configuration = true')
    },
    run: async (sql) => {
      try {
        return accept(await rows(sql))
      } catch (error) {
        return refuse('cli.statement-failed', { step: '', reason: reasonOf(error) })
      }
    },
    dispose: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
