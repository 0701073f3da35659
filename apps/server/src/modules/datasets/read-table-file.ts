import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Column, Schema } from '@weft/pipeline-model'
import { openNativeEngine, profileTable, type ColumnProfile } from '../../native-engine/index.ts'

/** Everything the catalogue keeps of a table. */
export interface ReadTable {
  readonly schema: Schema
  readonly rows: number
  readonly firstRows: (string | null)[][]
  readonly profile: ColumnProfile[]
  /** The Arrow IPC stream the browser's engine takes. */
  readonly arrow: Uint8Array
}

const shownRows = 50
const memoryLimitMb = 512

/** Reads a CSV file as a table: with known column types, or finding them out. */
export async function readTableFile(
  path: string,
  columns: readonly Column[] | null,
): Promise<Outcome<ReadTable>> {
  const engine = await openNativeEngine({ memoryLimitMb })
  try {
    const loaded = await engine.loadCsv('t', path, columns)
    if (!loaded.ok) return loaded
    await engine.lock()
    const arrow = await engine.toArrow('SELECT * FROM t')
    if (!arrow.ok) return arrow
    if (arrow.value.rows === 0) return refuse('upload.empty')
    const first = await engine.run(
      `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (SELECT * FROM t LIMIT ${shownRows})`,
    )
    if (!first.ok) return first
    return accept({
      schema: loaded.value,
      rows: arrow.value.rows,
      firstRows: first.value.rows.map((row) =>
        row.map((cell) => (cell === null ? null : String(cell).slice(0, 500))),
      ),
      profile: await profileTable(engine, 't', loaded.value),
      arrow: arrow.value.bytes,
    })
  } finally {
    engine.dispose()
  }
}
