import { quoteName } from '../quote-name.ts'
import type { OpenDuckDb } from './open-duckdb.ts'
import type { EngineRequest } from './protocol.ts'

/** What a request gives when it goes well. */
export interface Answer {
  readonly description: Uint8Array | null
  readonly parts: readonly Uint8Array[]
}

/** Lets waiting messages in, and says whether the page asked to cancel meanwhile. */
export type Breathe = () => Promise<boolean>

/** Thrown when the page took the running question back. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

const nothing: Answer = { description: null, parts: [] }
const endOfStream = new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0])

/** Preparing refuses anything but one statement, before anything of it has run. */
function checkOneStatement({ bindings, connection }: OpenDuckDb, sql: string): number {
  return bindings.createPrepared(connection, sql)
}

function describe(db: OpenDuckDb, sql: string): Uint8Array {
  // DESCRIBE takes a SELECT and nothing else: this is also the gate against statements that change something.
  const prepared = checkOneStatement(db, `DESCRIBE ${sql}`)
  try {
    return db.bindings.runPrepared(db.connection, prepared, [])
  } finally {
    db.bindings.closePrepared(db.connection, prepared)
  }
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

function insert({ bindings, connection }: OpenDuckDb, table: string, bytes: Uint8Array): Answer {
  const closed = endOfStream.every((byte, index) => bytes.at(index - endOfStream.length) === byte)
  try {
    bindings.insertArrowFromIPCStream(connection, bytes, { name: table, create: true })
    if (!closed) bindings.insertArrowFromIPCStream(connection, endOfStream, { name: table })
  } catch (error) {
    bindings.runQuery(connection, `DROP TABLE IF EXISTS ${quoteName(table)}`)
    throw error
  }
  return nothing
}

async function build(
  db: OpenDuckDb,
  table: string,
  sql: string,
  breathe: Breathe,
): Promise<Answer> {
  const statement = `CREATE TEMP TABLE ${quoteName(table)} AS ${sql}`
  db.bindings.closePrepared(db.connection, checkOneStatement(db, statement))
  await runInPieces(db, statement, breathe)
  const count = `SELECT count(*)::INTEGER AS "rows" FROM ${quoteName(table)}`
  return { description: null, parts: await runInPieces(db, count, breathe) }
}

function describeOver(
  db: OpenDuckDb,
  { sql, inputs }: Extract<EngineRequest, { kind: 'describe' }>,
): Answer {
  const run = (statement: string) => db.bindings.runQuery(db.connection, statement)
  run('BEGIN')
  try {
    for (const { table, schema } of inputs) {
      const columns = schema.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', ')
      const create = `CREATE TEMP TABLE IF NOT EXISTS ${quoteName(table)} (${columns})`
      db.bindings.closePrepared(db.connection, checkOneStatement(db, create))
      run(create)
    }
    return { description: describe(db, sql), parts: [] }
  } finally {
    run('ROLLBACK')
  }
}

/** Does what a request asks with an open DuckDB. */
export async function answer(
  db: OpenDuckDb,
  request: Exclude<EngineRequest, { kind: 'open' | 'cancel' }>,
  breathe: Breathe,
): Promise<Answer> {
  switch (request.kind) {
    case 'insert':
      return insert(db, request.table, request.bytes)
    case 'drop':
      db.bindings.runQuery(db.connection, `DROP TABLE IF EXISTS ${quoteName(request.table)}`)
      return nothing
    case 'build':
      return build(db, request.table, request.sql, breathe)
    case 'select':
      return {
        description: describe(db, request.sql),
        parts: await runInPieces(db, request.sql, breathe),
      }
    case 'describe':
      return describeOver(db, request)
  }
}
