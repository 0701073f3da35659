import { DuckDBInstance, type DuckDBConnection, type DuckDBResultReader } from '@duckdb/node-api'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Column, Schema } from '@weft/pipeline-model'
import { toCell } from './cell.ts'
import type { ArrowTable, NativeEngine, NativeEngineSettings } from './native-engine.ts'
import { quoteName, quoteText } from '@weft/pipeline-sql'
import { arrowedType, hasArrowForm, toArrowStream } from './to-arrow.ts'

const sniffedTypes = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']

function csvOptions(columns: readonly Column[] | null): string {
  if (columns) {
    const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`)
    return `header=true, auto_detect=false, delim=',', quote='"', escape='"', nullstr='', columns={${types.join(', ')}}`
  }
  const candidates = sniffedTypes.map(quoteText).join(', ')
  return `header=true, sample_size=-1, null_padding=false, auto_type_candidates=[${candidates}]`
}

// The engine's messages can quote the server's own paths; its first line says enough.
function reasonOf(error: unknown, hidden: string): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
  return line.replaceAll(hidden, 'file').slice(0, 300)
}

class BoundedConnection {
  readonly connection: DuckDBConnection
  readonly timeoutMs: number

  constructor(connection: DuckDBConnection, timeoutMs: number) {
    this.connection = connection
    this.timeoutMs = timeoutMs
  }

  async read(sql: string): Promise<Outcome<DuckDBResultReader>> {
    const clock = { late: false }
    const timer = setTimeout(() => {
      clock.late = true
      this.connection.interrupt()
    }, this.timeoutMs)
    try {
      return accept(await this.connection.runAndReadAll(sql))
    } catch (error) {
      return clock.late
        ? refuse('engine.took-too-long', { seconds: Math.round(this.timeoutMs / 1000) })
        : refuse('engine.failed', { reason: reasonOf(error, '\0') })
    } finally {
      clearTimeout(timer)
    }
  }
}

function schemaOf(reader: DuckDBResultReader): Schema {
  const types = reader.columnTypes()
  return reader
    .deduplicatedColumnNames()
    .map((name, index) => ({ name, type: String(types[index]) }))
}

async function readArrow(bounded: BoundedConnection, sql: string): Promise<Outcome<ArrowTable>> {
  let read = await bounded.read(sql)
  if (!read.ok) return read
  const found = schemaOf(read.value)
  if (found.some(({ type }) => !hasArrowForm(type))) {
    const columns = found.map(({ name, type }) =>
      hasArrowForm(type)
        ? quoteName(name)
        : `CAST(${quoteName(name)} AS VARCHAR) AS ${quoteName(name)}`,
    )
    read = await bounded.read(`SELECT ${columns.join(', ')} FROM (${sql}) AS result`)
    if (!read.ok) return read
  }
  const exact = schemaOf(read.value)
  const bytes = toArrowStream(exact, read.value.getColumns())
  const schema = exact.map(({ name, type }) => ({ name, type: arrowedType(type) }))
  return accept({ schema, rows: read.value.currentRowCount, bytes })
}

/** Opens a private database in this thread's memory; one thread of its own, so that sums of decimals come out the same every time. */
export async function openEngineHere(settings: NativeEngineSettings): Promise<NativeEngine> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: `${settings.memoryLimitMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  const bounded = new BoundedConnection(connection, settings.timeoutMs ?? 60_000)
  return {
    loadCsv: async (table, path, columns) => {
      const name = quoteName(table)
      try {
        await connection.run(
          `CREATE TABLE ${name} AS SELECT * FROM read_csv(${quoteText(path)}, ${csvOptions(columns)})`,
        )
        return accept(schemaOf(await connection.runAndReadAll(`SELECT * FROM ${name} LIMIT 0`)))
      } catch (error) {
        return refuse('upload.not-csv', { reason: reasonOf(error, path) })
      }
    },
    lock: async () => {
      await connection.run('SET enable_external_access=false')
      await connection.run('SET lock_configuration=true')
    },
    run: async (sql) => {
      const read = await bounded.read(sql)
      if (!read.ok) return read
      const rows = read.value.getRows().map((row) => row.map(toCell))
      return accept({ schema: schemaOf(read.value), rows })
    },
    toArrow: (sql) => readArrow(bounded, sql),
    dispose: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
