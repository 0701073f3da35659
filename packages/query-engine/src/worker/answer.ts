import { tableFromIPC } from '@uwdata/flechette'
import { quoteName } from '@weft/pipeline-sql'
import type { OpenDuckDb } from './open-duckdb.ts'
import type { EngineRequest } from './protocol.ts'

/** What a request gives when it goes well. */
export interface Answer {
  readonly description: Uint8Array | null
  readonly parts: readonly Uint8Array[]
  readonly usedBytes: number | null
}

/** Lets waiting messages in, and says whether the page asked to cancel meanwhile. */
export type Breathe = () => Promise<boolean>

/** Thrown when the page took the running question back. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

const nothing: Answer = { description: null, parts: [], usedBytes: null }
const endOfStream = new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0])

/** Preparing refuses anything but one statement, before anything of it has run. */
function checkOneStatement({ bindings, connection }: OpenDuckDb, sql: string): number {
  return bindings.createPrepared(connection, sql)
}

/** What is prepared runs without being planned again. */
function runOneStatement(db: OpenDuckDb, sql: string): Uint8Array {
  const prepared = checkOneStatement(db, sql)
  try {
    return db.bindings.runPrepared(db.connection, prepared, [])
  } finally {
    db.bindings.closePrepared(db.connection, prepared)
  }
}

function describe(db: OpenDuckDb, sql: string): Uint8Array {
  // DESCRIBE takes a SELECT and nothing else: this is also the gate against statements that change something.
  return runOneStatement(db, `DESCRIBE ${sql}`)
}

async function runInPieces(
  { bindings, connection }: OpenDuckDb,
  sql: string,
  breathe: Breathe,
): Promise<Uint8Array[]> {
  let header = bindings.startPendingQuery(connection, sql, false)
  while (header === null) {
    if (await breathe()) {
      bindings.cancelPendingQuery(connection)
      throw new CancelledError('cancelled')
    }
    header = bindings.pollPendingQuery(connection)
  }
  const parts = [header]
  for (;;) {
    const part: Uint8Array | null = bindings.fetchQueryResults(connection)
    if (part === null) continue
    if (part.length === 0) return parts
    parts.push(part)
  }
}

function insert(db: OpenDuckDb, table: string, bytes: Uint8Array): Answer {
  const { bindings, connection } = db
  const closed = endOfStream.every((byte, index) => bytes.at(index - endOfStream.length) === byte)
  try {
    bindings.insertArrowFromIPCStream(connection, bytes, { name: table, create: true })
    if (!closed) bindings.insertArrowFromIPCStream(connection, endOfStream, { name: table })
  } catch (error) {
    bindings.runQuery(connection, `DROP TABLE IF EXISTS ${quoteName(table)}`)
    throw error
  }
  return { ...nothing, usedBytes: usedBytes(db) }
}

const smallRows = 10_000

function rowsIn(parts: readonly Uint8Array[]): number {
  return Number(
    tableFromIPC([...parts])
      .getChildAt(0)
      .at(0),
  )
}

/** The memory tables and running statements take. */
function usedBytes({ bindings, connection }: OpenDuckDb): number {
  const sql = 'SELECT sum(memory_usage_bytes)::DOUBLE AS used FROM duckdb_memory()'
  const used: unknown = tableFromIPC(bindings.runQuery(connection, sql)).getChild('used').at(0)
  return Number(used)
}

async function build(
  db: OpenDuckDb,
  { views, table }: Extract<EngineRequest, { kind: 'build' }>,
  breathe: Breathe,
): Promise<Answer> {
  const { bindings, connection } = db
  for (const view of views) {
    runOneStatement(db, `CREATE OR REPLACE TEMP VIEW ${quoteName(view.table)} AS ${view.sql}`)
  }
  if (!table) return nothing
  const name = quoteName(table.table)
  if (table.wasView) bindings.runQuery(connection, `DROP VIEW IF EXISTS ${name}`)
  const statement = `CREATE TEMP TABLE ${name} AS ${table.sql}`
  bindings.closePrepared(connection, checkOneStatement(db, statement))
  // Making a table answers with its rows.
  const parts = await runInPieces(db, statement, breathe)
  // A small table does not change how much room there is, and asking takes longer than making it.
  const isSmall = rowsIn(parts) < smallRows
  return { description: null, parts, usedBytes: isSmall ? null : usedBytes(db) }
}

async function count(db: OpenDuckDb, table: string, breathe: Breathe): Promise<Answer> {
  const sql = `SELECT count(*) AS "rows" FROM ${quoteName(table)}`
  return { ...nothing, parts: await runInPieces(db, sql, breathe) }
}

function drop(db: OpenDuckDb, tables: readonly string[]): Answer {
  for (const table of tables) {
    db.bindings.runQuery(db.connection, `DROP TABLE IF EXISTS ${quoteName(table)}`)
  }
  return { ...nothing, usedBytes: usedBytes(db) }
}

/** Whether a table or view of this name can be read now. */
function isThere(db: OpenDuckDb, table: string): boolean {
  try {
    db.bindings.closePrepared(
      db.connection,
      checkOneStatement(db, `SELECT 1 FROM ${quoteName(table)}`),
    )
    return true
  } catch {
    return false
  }
}

function describeOver(
  db: OpenDuckDb,
  { sql, inputs }: Extract<EngineRequest, { kind: 'describe' }>,
): Answer {
  const run = (statement: string) => db.bindings.runQuery(db.connection, statement)
  const missing = inputs.filter(({ table }) => !isThere(db, table))
  run('BEGIN')
  try {
    for (const { table, schema } of missing) {
      const columns = schema.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', ')
      const create = `CREATE TEMP TABLE ${quoteName(table)} (${columns})`
      db.bindings.closePrepared(db.connection, checkOneStatement(db, create))
      run(create)
    }
    return { ...nothing, description: describe(db, sql) }
  } finally {
    run('ROLLBACK')
  }
}

/** Does what a request asks with an open DuckDB. */
export async function answer(
  db: OpenDuckDb,
  request: Exclude<EngineRequest, { kind: 'open' | 'cancel' | 'piece' }>,
  breathe: Breathe,
): Promise<Answer> {
  switch (request.kind) {
    case 'insert':
      return insert(db, request.table, request.bytes)
    case 'drop':
      return drop(db, request.tables)
    case 'build':
      return build(db, request, breathe)
    case 'count':
      return count(db, request.table, breathe)
    case 'select':
      return {
        description: describe(db, request.sql),
        parts: await runInPieces(db, request.sql, breathe),
        usedBytes: null,
      }
    case 'describe':
      return describeOver(db, request)
  }
}
