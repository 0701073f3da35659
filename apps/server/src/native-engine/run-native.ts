import { accept, type Outcome } from '@weft/kernel'
import type { Column } from '@weft/pipeline-model'
import type { ArrowTable, NativeEngine, NativeEngineSettings } from './native-engine.ts'
import { openNativeEngine } from './open-native-engine.ts'
import { quoteName } from '@weft/pipeline-sql'

/** A table to begin with: a CSV file whose columns are known. */
export interface NativeSource {
  readonly table: string
  readonly csvPath: string
  readonly columns: readonly Column[]
}

/** One SELECT, kept as a temporary table under this name. */
export interface NativeStatement {
  readonly table: string
  readonly sql: string
}

async function prepare(
  engine: NativeEngine,
  sources: readonly NativeSource[],
  statements: readonly NativeStatement[],
): Promise<Outcome<null>> {
  for (const { table, csvPath, columns } of sources) {
    const loaded = await engine.loadCsv(table, csvPath, columns)
    if (!loaded.ok) return loaded
  }
  await engine.lock()
  for (const { table, sql } of statements) {
    const made = await engine.run(`CREATE TEMP TABLE ${quoteName(table)} AS ${sql}`)
    if (!made.ok) return made
  }
  return accept(null)
}

/** Runs a whole pipeline: loads the sources, locks the engine, makes each table in order, gives the wanted ones as Arrow. */
export async function runNative(
  settings: NativeEngineSettings,
  sources: readonly NativeSource[],
  statements: readonly NativeStatement[],
  wanted: readonly string[],
): Promise<Outcome<Readonly<Record<string, ArrowTable>>>> {
  const engine = await openNativeEngine(settings)
  try {
    const prepared = await prepare(engine, sources, statements)
    if (!prepared.ok) return prepared
    const results: Record<string, ArrowTable> = {}
    for (const table of wanted) {
      const result = await engine.toArrow(`SELECT * FROM ${quoteName(table)}`)
      if (!result.ok) return result
      results[table] = result.value
    }
    return accept(results)
  } finally {
    engine.dispose()
  }
}
