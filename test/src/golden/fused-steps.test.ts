import type { StepId } from '@weft/pipeline-model'
import { plannedViews, quoteName } from '@weft/pipeline-sql'
import { seededRandom } from '@weft/documents/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'

let fused: TestEngine
let stored: TestEngine

beforeAll(async () => {
  fused = await openWasmEngine()
  stored = await openNativeEngine()
  for (const engine of [fused, stored])
    for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)
afterAll(() => {
  fused.dispose()
  stored.dispose()
})

type Maker = (draft: PipelineDraft, from: StepId, at: number) => StepId

/** Steps that keep the columns `id` and `region`, so that any may follow any. */
const makers: readonly Maker[] = [
  (draft, from, at) =>
    draft.add(
      'compute',
      { columns: items({ name: `c${at}`, expression: `id * ${at} + length(region)` }) },
      from,
    ),
  (draft, from, at) =>
    draft.add(
      'filter',
      {
        match: 'any',
        conditions: items(
          { column: 'id', operator: 'not-equals' as const, value: String(at % 7) },
          { column: 'region', operator: 'is-empty' as const, value: '' },
        ),
      },
      from,
    ),
  (draft, from) =>
    draft.add(
      'select',
      {
        columns: items(
          { column: 'region', name: null, cast: null, keep: true },
          { column: 'id', name: null, cast: 'BIGINT', keep: true },
        ),
        others: 'keep',
      },
      from,
    ),
  (draft, from) =>
    draft.add('clean', { columns: items({ column: 'region' }), trim: true, case: 'upper' }, from),
  (draft, from, at) =>
    draft.add(
      'cases',
      {
        name: `k${at}`,
        branches: items({ when: `id > ${at % 5}`, then: "'more'" }),
        otherwise: 'region',
      },
      from,
    ),
  (draft, from) =>
    draft.add('sort', { keys: items({ column: 'id', direction: 'descending' as const }) }, from),
  (draft, from, at) =>
    draft.add(
      'window',
      {
        by: items({ column: 'region' }),
        keys: items({ column: 'id' }),
        columns: items({ function: 'sum' as const, column: 'id', name: `n${at}` }),
      },
      from,
    ),
]

/** A pipeline whose steps read any step before, most often the last one. */
function randomFlow(seed: number) {
  const random = seededRandom(seed)
  const draft = new PipelineDraft()
  const made = [draft.add('dataset', { dataset: 'orders' })]
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  for (let at = 1; at <= 14; at++) {
    const from = random() < 0.8 ? made.at(-1) : pick(made)
    if (from) made.push(pick(makers)(draft, from, at))
  }
  const [left, right] = [pick(made), made.at(-1)]
  if (right) draft.add('union', { match: 'name' }, left, right)
  return draft.picture()
}

test('[COMP-1] random pipelines give the same rows at every step, whether steps are worked out inside others or each is stored', async () => {
  let notStored = 0
  let compared = 0
  for (let seed = 1; seed <= 40; seed++) {
    const compiled = await compileWith(fused, randomFlow(seed))
    await materialise(fused, compiled)
    await materialise(stored, compiled, 'every step stored')
    notStored += plannedViews(compiled).size
    for (const { table, step } of compiled.tables) {
      const sql = `SELECT * FROM ${quoteName(table)}`
      expect(await fused.rows(sql, false), `seed ${seed}, ${step}`).toEqual(
        await stored.rows(sql, false),
      )
      compared++
    }
  }
  // The test means something only while many steps are not stored, and many are.
  expect(notStored).toBeGreaterThan(100)
  expect(compared - notStored).toBeGreaterThan(100)
})

test('[COMP-1] a chain of row-wise steps keeps the order of the step it stands on', async () => {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  let last = draft.add(
    'sort',
    { keys: items({ column: 'id', direction: 'descending' as const }) },
    orders,
  )
  for (let at = 0; at < 12; at++) last = (makers[at % 5] as Maker)(draft, last, at)
  const end = draft.add('output', { name: 'result' }, last)
  const compiled = await compileWith(fused, draft.picture())
  expect(compiled.steps[last]?.problems).toEqual([])
  expect(plannedViews(compiled).size).toBe(13)
  const sql = `SELECT * FROM ${quoteName(compiled.steps[end]?.table ?? '')}`
  await materialise(fused, compiled)
  await materialise(stored, compiled, 'every step stored')
  const rows = await fused.rows(sql, true)
  expect(rows.length).toBeGreaterThan(2)
  expect(rows).toEqual(await stored.rows(sql, true))
})
