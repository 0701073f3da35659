import { quoteName, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'
import { randomPipeline } from './random-pipeline.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await openWasmEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)
afterAll(() => {
  engine.dispose()
})

function soundSteps(compiled: CompiledPipeline): number {
  return compiled.order.filter((id) => compiled.steps[id]?.table).length
}

test('random pipelines: a step is either refused with a problem or accepted by the engine with the foretold columns', async () => {
  let accepted = 0
  for (let seed = 1; seed <= 120; seed++) {
    const compiled = await compileWith(engine, randomPipeline(seed).picture())
    for (const id of compiled.order) {
      const step = compiled.steps[id]
      if (!step?.table || !step.sql) {
        expect(
          (step?.problems.length ?? 0) > 0 || step?.blockedBy,
          `seed ${seed}: ${id} has neither a table nor a reason`,
        ).toBeTruthy()
        continue
      }
      // Without rows: a cast that a value does not fit is the data's fault, not the compiler's.
      const table = quoteName(step.table)
      await engine.run(
        `CREATE TEMP TABLE IF NOT EXISTS ${table} AS SELECT * FROM (${step.sql}) LIMIT 0`,
      )
      expect(await engine.describe(`SELECT * FROM ${table}`), `seed ${seed}`).toEqual(step.schema)
    }
    accepted += soundSteps(compiled)
  }
  // Two datasets are always sound; more than these must have been built for the test to mean something.
  expect(accepted).toBeGreaterThan(120 * 4)
})
