// The package's "./blocking" entry names a file it does not ship for browsers, so the file is taken by its path.
import {
  createDuckDB,
  DEFAULT_RUNTIME,
  VoidLogger,
} from '../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.cjs'

import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking'

/** The bindings of one DuckDB instance and the only connection to it. */
export interface OpenDuckDb {
  readonly bindings: DuckDBBindings
  readonly connection: number
}

/** Lets DuckDB's loader, which always fetches, find the module that was posted instead. */
function giveModule(module: WebAssembly.Module): void {
  globalThis.fetch = () => Promise.resolve(new Response(null))
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  })
}

function lockStatements(memoryLimitBytes: number): readonly string[] {
  return [
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    "SET custom_extension_repository = ''",
    `SET memory_limit = '${Math.floor(memoryLimitBytes / 1_000_000)}MB'`,
    // Results that depend on the order of rows must not depend on how the engine felt that day.
    'SET preserve_insertion_order = true',
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]
}

/** Starts DuckDB from a compiled module and locks it: no files, no network, no extensions, no way back. */
export async function openDuckDb(
  module: WebAssembly.Module,
  memoryLimitBytes: number,
): Promise<OpenDuckDb> {
  giveModule(module)
  const address = 'https://engine.invalid/duckdb-eh.wasm'
  const bundles = {
    mvp: { mainModule: address, mainWorker: address },
    eh: { mainModule: address, mainWorker: address },
  }
  // The default runtime answers every file question with nothing; the browser runtime would open and download.
  const bindings = await createDuckDB(bundles, new VoidLogger(), DEFAULT_RUNTIME)
  await bindings.instantiate(() => undefined)
  bindings.open({ path: ':memory:', query: { queryPollingInterval: 20 } })
  const connection = bindings.connect().useUnsafe((_bindings, id) => id)
  for (const statement of lockStatements(memoryLimitBytes)) bindings.runQuery(connection, statement)
  return { bindings, connection }
}
