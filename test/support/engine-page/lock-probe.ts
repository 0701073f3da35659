import { openDuckDb } from '../../../packages/query-engine/src/worker/open-duckdb.ts'

/** Asks the locked DuckDB itself, without the gate and the sealed scope around it; answers what it said to each statement. */
async function probe(module: WebAssembly.Module, statements: readonly string[]): Promise<string[]> {
  const { bindings, connection } = await openDuckDb(module, 500_000_000)
  return statements.map((statement) => {
    try {
      bindings.runQuery(connection, statement)
      return 'ran'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

onmessage = ({
  data,
}: MessageEvent<{ module: WebAssembly.Module; statements: readonly string[] }>) => {
  probe(data.module, data.statements).then(
    (answers) => postMessage(answers),
    (error: unknown) => postMessage([String(error)]),
  )
}
