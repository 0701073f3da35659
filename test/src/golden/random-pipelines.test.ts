import type { Schema, StepId } from '@weft/pipeline-model'
import { quoteName, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await openWasmEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)
afterAll(() => {
  engine.dispose()
})

/** Repeatable random numbers (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A pipeline of random steps whose settings name random columns of the datasets, right or wrong. */
function randomPipeline(seed: number): PipelineDraft {
  const random = seeded(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const columns = Object.values(goldenSources).flatMap(({ schema }: { schema: Schema }) =>
    schema.map(({ name }) => name),
  )
  const draft = new PipelineDraft()
  const made: StepId[] = Object.keys(goldenSources).map((dataset) =>
    draft.add('dataset', { dataset }),
  )
  const builders: (() => StepId)[] = [
    () =>
      draft.add(
        'select',
        {
          columns: items({
            column: pick(columns),
            name: pick([null, 'new "name"', '新列', pick(columns)]),
            cast: pick([null, 'VARCHAR', 'DOUBLE']),
            keep: random() > 0.3,
          }),
          others: 'keep',
        },
        pick(made),
      ),
    () =>
      draft.add(
        'filter',
        {
          match: pick(['all', 'any'] as const),
          conditions: items({
            column: pick(columns),
            operator: pick(['equals', 'not-equals', 'less', 'is-empty', 'one-of'] as const),
            value: pick(['1', 'north', "'; DROP TABLE x --", '2024-01-31', '']),
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'compute',
        {
          columns: items({
            name: `c${Math.floor(random() * 1e6)}`,
            expression: pick([
              'id * 2',
              "coalesce(region, '?')",
              'case when id > 2 then 1 else 0 end',
              '"金额" + 1',
            ]),
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'join',
        {
          kind: pick(['inner', 'left', 'right', 'full'] as const),
          keys: items({ left: pick(columns), right: pick(columns) }),
        },
        pick(made),
        pick(made),
      ),
    () =>
      draft.add(
        'group',
        {
          by: items({ column: pick(columns) }),
          aggregates: items({
            function: pick(['count', 'sum', 'average', 'min', 'count-distinct'] as const),
            column: pick(columns),
            name: 'figure',
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'sort',
        {
          keys: items({ column: pick(columns), direction: 'descending' as const }),
          limit: pick([null, 3]),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'union',
        { match: pick(['name', 'position'] as const), distinct: random() > 0.5 },
        pick(made),
        pick(made),
      ),
  ]
  for (let count = 0; count < 8; count++) made.push(pick(builders)())
  draft.add('output', { name: 'result' }, pick(made))
  return draft
}

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
