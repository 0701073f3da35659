import type { Outputs } from '@weft/app-runtime'
import type { WidgetPort } from '@weft/app-views'
import { refuse } from '@weft/kernel'
import type { QueryEngine } from '@weft/query-engine'
import type { Bundle } from '@weft/release-model'

/** What the widgets of a released app are given. */
export interface OpenedBundle {
  readonly outputs: Outputs
  readonly port: WidgetPort
}

/** Makes the results of a bundle known to the engine; the port answers from them and from nothing else. */
export function openBundle(bundle: Bundle, engine: QueryEngine, shown: () => void): OpenedBundle {
  const outputs = new Map(
    bundle.manifest.outputs.map(({ name, table, schema }) => [name, { table, schema }]),
  )
  for (const { name, table } of bundle.manifest.outputs) {
    const bytes = bundle.results.get(name)
    // The engine takes the bytes over, and asks again after it had to start anew.
    if (bytes) engine.addSource(table, () => Promise.resolve(bytes.slice()))
  }
  return {
    outputs: Object.fromEntries(outputs),
    port: {
      query: async ({ consumer, output, sql, signal }) => {
        const table = outputs.get(output)?.table
        if (table === undefined) return refuse('engine.unknown-table', { table: output })
        const answer = await engine.query(sql, { consumer, signal, needs: [table] })
        if (answer.ok) shown()
        return answer
      },
    },
  }
}
