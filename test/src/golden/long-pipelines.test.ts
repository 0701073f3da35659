import {
  compilePipeline,
  quoteName,
  sourceTableName,
  type CompiledPipeline,
} from '@weft/pipeline-sql'
import type { Schema } from '@weft/pipeline-model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { reportFigures } from '../../support/report-figures.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'
import { longPipeline } from './long-pipeline.ts'

let engines: Readonly<Record<'wasm' | 'native', TestEngine>>

beforeAll(async () => {
  engines = { wasm: await openWasmEngine(), native: await openNativeEngine() }
  for (const engine of Object.values(engines)) {
    for (const statement of goldenStatements()) await engine.run(statement)
  }
}, 60_000)
afterAll(() => {
  for (const engine of Object.values(engines)) engine.dispose()
})

function resultOf(compiled: CompiledPipeline): { table: string; schema: Schema } {
  const output = compiled.outputs[0]
  const { table, schema } = (output && compiled.steps[output.step]) ?? {}
  if (!table || !schema) throw new Error('The pipeline has no output with a table.')
  return { table, schema }
}

test('a chain of 40 groups runs, equal in both engines and equal to one group', async () => {
  const draft = new PipelineDraft()
  let last = draft.add('dataset', { dataset: 'orders' })
  for (let at = 0; at < 40; at++) {
    last = draft.add(
      'group',
      {
        by: items({ column: 'region' }, { column: 'id' }),
        aggregates: items({
          function: 'sum' as const,
          column: at === 0 ? 'big' : 'total',
          name: 'total',
        }),
      },
      last,
    )
  }
  const source = quoteName(sourceTableName(goldenSources['orders']?.digest ?? ''))
  const expected = `SELECT region, id, sum(big) AS total FROM ${source} GROUP BY region, id`
  for (const engine of Object.values(engines)) {
    const compiled = await compileWith(engine, draft.picture())
    expect(compiled.steps[last]?.problems).toEqual([])
    await materialise(engine, compiled)
    const table = quoteName(compiled.steps[last]?.table ?? '')
    const rows = await engine.rows(`SELECT * FROM ${table}`, false)
    expect(rows).toHaveLength(6)
    expect(rows).toEqual(await engine.rows(expected, false))
  }
})

// After the chain: this one makes tables without rows under the same content hashes.
test('a pipeline of 200 steps compiles to statements that each read only their inputs, and the engine takes all of them', async () => {
  const picture = longPipeline()
  expect(Object.keys(picture.steps)).toHaveLength(200)
  const startedAt = performance.now()
  const compiled = compilePipeline(picture, goldenSources, new Map())
  const firstMs = performance.now() - startedAt
  const again = Array.from({ length: 9 }, () => {
    const from = performance.now()
    compilePipeline(structuredClone(picture), goldenSources, new Map())
    return performance.now() - from
  }).toSorted((one, other) => one - other)
  reportFigures('200 steps compiled', { firstMs, medianMs: again[4] ?? 0 })

  for (const id of compiled.order) {
    expect(compiled.steps[id]?.problems, id).toEqual([])
    expect(compiled.steps[id]?.table, id).toBeTruthy()
  }
  for (const { table, sql } of compiled.tables) {
    const from = `CREATE TEMP TABLE IF NOT EXISTS ${quoteName(table)} AS`
    await engines.wasm.run(`${from} SELECT * FROM (${sql}) LIMIT 0`)
  }
  const { table, schema } = resultOf(compiled)
  // The columns of the dataset, and one for each computed step.
  expect(schema).toHaveLength((goldenSources['orders']?.schema.length ?? 0) + 40)
  expect(await engines.wasm.describe(`SELECT * FROM ${quoteName(table)}`)).toEqual(schema)
})
