import {
  openDuckDb,
  type OpenDuckDb,
} from '../../../packages/query-engine/src/worker/open-duckdb.ts'

/** What a page asks of the bare engine: to open with this module, to insert a table, or to run statements. */
export type BareRequest =
  | { readonly kind: 'open'; readonly module: WebAssembly.Module }
  | { readonly kind: 'insert'; readonly table: string; readonly bytes: Uint8Array }
  | { readonly kind: 'run'; readonly statements: readonly string[] }

let db: OpenDuckDb | null = null

async function obey(request: BareRequest): Promise<string> {
  if (request.kind === 'open') {
    db = await openDuckDb(request.module, 2_000_000_000)
    return ''
  }
  if (!db) return 'not open'
  const { bindings, connection } = db
  if (request.kind === 'insert') {
    bindings.insertArrowFromIPCStream(connection, request.bytes, {
      name: request.table,
      create: true,
    })
  } else {
    for (const statement of request.statements) bindings.runQuery(connection, statement)
  }
  return ''
}

onmessage = ({ data }: MessageEvent<BareRequest>) => {
  obey(data).then(
    (answer) => postMessage(answer),
    (error: unknown) => postMessage(String(error)),
  )
}
