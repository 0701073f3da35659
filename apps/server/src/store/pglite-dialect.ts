import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type { PgliteThread } from './open-pglite.ts'

/** A database error that keeps the Postgres code, e.g. 23505 for a value that must be unique. */
export class DatabaseError extends Error {
  readonly code: string | null

  constructor(message: string, code: string | null) {
    super(message)
    this.name = 'DatabaseError'
    this.code = code
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly #thread: PgliteThread

  constructor(thread: PgliteThread) {
    this.#thread = thread
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = await this.#thread.query(query.sql, query.parameters)
    if (answer.error) throw new DatabaseError(answer.error.message, answer.error.code)
    return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.affected) }
  }

  // eslint-disable-next-line require-yield -- the interface wants a generator; the embedded database cannot stream.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The embedded database does not stream')
  }
}

/** One connection; whoever wants it waits for the one before. */
class PgliteDriver implements Driver {
  readonly #connection: PgliteConnection
  readonly #thread: PgliteThread
  #last: Promise<void> = Promise.resolve()
  #release: () => void = () => undefined

  constructor(thread: PgliteThread) {
    this.#thread = thread
    this.#connection = new PgliteConnection(thread)
  }

  async init(): Promise<void> {
    // The thread was started by whoever made the dialect.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    let release: () => void = () => undefined
    this.#last = new Promise((resolve) => (release = resolve))
    await before
    this.#release = release
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#thread.close()
  }
}

/** Lets Kysely speak with the embedded database as it speaks with Postgres. */
export function pgliteDialect(thread: PgliteThread): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(thread),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
