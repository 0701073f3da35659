import type { Outputs } from '@weft/app-runtime'
import type { WidgetPort } from '@weft/app-views'
import { accept, refuse } from '@weft/kernel'
import { readResultTable, type QueryEngine, type ResultTable } from '@weft/query-engine'
import { statementHash, type Bundle } from '@weft/release-model'
import { openEngineBehind, type EngineBehind } from './engine-behind.ts'

/** What the widgets of a released app are given. */
export interface OpenedBundle {
  readonly outputs: Outputs
  readonly port: WidgetPort
  readonly engine: EngineBehind
}

/** What a page gives a bundle to be opened. */
export interface OpenBundleOptions {
  readonly loadEngine: () => Promise<QueryEngine>
  /** Told at the first answer that came. */
  readonly onShown: () => void
  readonly onEngineFailed: (failed: boolean) => void
}

/** The port answers from the bundle alone: at once where it holds the answer, else by an engine over its results. */
export function openBundle(bundle: Bundle, options: OpenBundleOptions): OpenedBundle {
  const { outputs: listed } = bundle.manifest
  const outputs = Object.fromEntries(
    listed.map(({ name, table, schema }) => [name, { table, schema }]),
  )
  const tables = new Map(listed.map(({ name, table }) => [name, table]))
  const engine = openEngineBehind(
    options.loadEngine,
    (started) => giveResults(started, bundle),
    options.onEngineFailed,
  )
  const port: WidgetPort = {
    query: async ({ consumer, output, sql, signal }) => {
      const table = tables.get(output)
      if (table === undefined) return refuse('engine.unknown-table', { table: output })
      const kept = readAnswer(bundle, sql)
      if (kept) {
        options.onShown()
        return accept(kept)
      }
      const asked = await engine.want()
      if (!asked.ok) return asked
      const answer = await asked.value.query(sql, { consumer, signal, needs: [table] })
      if (answer.ok) options.onShown()
      return answer
    },
  }
  return { outputs, port, engine }
}

function giveResults(engine: QueryEngine, { manifest, results }: Bundle): void {
  for (const { name, table } of manifest.outputs) {
    const bytes = results.get(name)
    // The engine takes the bytes over, and asks again after it had to start anew.
    if (bytes) engine.addSource(table, () => Promise.resolve(bytes.slice()))
  }
  // The tables are made now, so that the first filter does not wait for them.
  const needs = manifest.outputs.map(({ table }) => table)
  void engine.query('SELECT 1', { consumer: 'player', needs })
}

/** The answer a bundle carries for a statement; null when it carries none that can be read. */
function readAnswer({ manifest, answers }: Bundle, sql: string): ResultTable | null {
  const statement = statementHash(sql)
  const listed = manifest.answers?.find((one) => one.statement === statement)
  const bytes = answers.get(statement)
  if (!listed || !bytes) return null
  try {
    return readResultTable(listed.schema, [bytes])
  } catch {
    return null
  }
}
