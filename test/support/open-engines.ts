import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ConsoleLogger, createDuckDB, LogLevel, NODE_RUNTIME } from '@duckdb/duckdb-wasm/blocking'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Schema } from '@weft/pipeline-model'

/** An engine a test asks: every value comes back as the engine writes it, null stays null. */
export interface TestEngine {
  run(sql: string): Promise<void>
  /** Makes a table of an Arrow stream; only the browser's build takes one. */
  insert?(table: string, arrow: Uint8Array): void
  describe(sql: string): Promise<Schema>
  rows(sql: string, ordered: boolean): Promise<readonly (readonly (string | null)[])[]>
  dispose(): void
}

type Ask = (sql: string) => Promise<readonly (readonly (string | null)[])[]>

const locks = [
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  "SET memory_limit='1GB'",
  'SET enable_external_access=false',
]

function engineOf(ask: Ask, dispose: () => void): TestEngine {
  const describe = async (sql: string): Promise<Schema> =>
    (await ask(`DESCRIBE ${sql}`)).map(([name, type]) => ({ name: name ?? '', type: type ?? '' }))
  return {
    describe,
    dispose,
    run: async (sql) => {
      await ask(sql)
    },
    rows: async (sql, ordered) => {
      const texts = (await describe(sql))
        .map(({ name }) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`)
        .join(', ')
      return ask(`SELECT ${texts} FROM (${sql})${ordered ? '' : ' ORDER BY ALL'}`)
    },
  }
}

const textOf = (value: unknown) =>
  value === null || value === undefined ? null : `${value as string | number | bigint}`

/** The engine people get in the browser, in its blocking build for Node, with the locks of the product. */
export async function openWasmEngine(): Promise<TestEngine> {
  const folder = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'))
  const bundle = (kind: string) => ({
    mainModule: join(folder, `duckdb-${kind}.wasm`),
    mainWorker: join(folder, `duckdb-node-${kind}.worker.cjs`),
  })
  const engine = await createDuckDB(
    { mvp: bundle('mvp'), eh: bundle('eh') },
    new ConsoleLogger(LogLevel.WARNING),
    NODE_RUNTIME,
  )
  await engine.instantiate()
  const connection = engine.connect()
  const ask: Ask = (sql) => {
    const table = connection.query(sql)
    const columns = table.schema.fields.map((_, index) => table.getChildAt(index))
    return Promise.resolve(
      Array.from({ length: table.numRows }, (_, row) =>
        columns.map((column) => textOf(column?.get(row) as unknown)),
      ),
    )
  }
  for (const lock of locks) await ask(lock)
  const opened = engineOf(ask, () => {
    connection.close()
    engine.reset()
  })
  return {
    ...opened,
    insert: (name, arrow) => {
      connection.insertArrowFromIPCStream(arrow, { name, create: true })
    },
  }
}

/** The native twin of the engine, on one thread as in the browser; it can be let read files. */
export async function openNativeEngine(isLocked = true): Promise<TestEngine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const ask: Ask = async (sql) => {
    const reader = await connection.runAndReadAll(sql)
    return reader.getRows().map((row) => row.map(textOf))
  }
  for (const lock of isLocked ? locks : []) await ask(lock)
  return engineOf(ask, () => {
    connection.closeSync()
    instance.closeSync()
  })
}
