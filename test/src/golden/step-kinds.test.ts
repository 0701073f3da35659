import type { ComparisonOperator, StepId } from '@weft/pipeline-model'
import { quoteName } from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'

type Build = (draft: PipelineDraft, orders: StepId, regions: StepId) => StepId

const hostile = 'weight "kg"; DROP TABLE x --'
const condition = (column: string, operator: ComparisonOperator, value: string) => ({
  column,
  operator,
  value,
})

const cases: Readonly<Record<string, Build>> = {
  'a dataset': (_, orders) => orders,
  'a select that renames, converts and drops': (draft, orders) =>
    draft.add(
      'select',
      {
        columns: items(
          { column: 'day', name: "d'ay", cast: 'TIMESTAMP', keep: true },
          { column: '金额', name: null, cast: 'DOUBLE', keep: true },
          { column: 'id', name: null, cast: 'decimal(18, 2)', keep: true },
          { column: 'paid', name: null, cast: 'INTEGER', keep: true },
          { column: 'at', name: null, cast: null, keep: false },
        ),
      },
      orders,
    ),
  'a filter on every type': (draft, orders) =>
    draft.add(
      'filter',
      {
        match: 'any',
        conditions: items(
          condition('id', 'one-of', '1, 2.5, 3'),
          condition('region', 'contains', "'Brien"),
          condition('region', 'is-empty', ''),
          condition('金额', 'greater-or-equal', '10.5'),
          condition(hostile, 'less', '-1e-3'),
          condition('day', 'not-equals', '2024-01-31'),
          condition('at', 'less-or-equal', '2024-01-31 08:30'),
          condition('paid', 'equals', 'TRUE'),
          condition('big', 'equals', '9007199254740993'),
          condition('small', 'equals', '300'),
          condition('ratio', 'equals', '0.1'),
          condition('clock', 'equals', '08:30'),
          condition('count', 'equals', '18446744073709551615'),
        ),
        expression: 'id > 1 and not (id = 6)',
      },
      orders,
    ),
  'computed columns that see one another': (draft, orders) =>
    draft.add(
      'compute',
      {
        columns: items(
          { name: 'net', expression: '"金额" * 0.9 + id' },
          { name: 'double net', expression: '"double" || net' },
          { name: 'id', expression: 'id % 4' },
          { name: 'month', expression: "date_trunc('month', day)" },
          { name: 'next', expression: 'net / id' },
        ).map((entry) =>
          entry.name === 'double net' ? { ...entry, expression: "concat('x', net)" } : entry,
        ),
      },
      orders,
    ),
  ...Object.fromEntries(
    (['inner', 'left', 'right', 'full'] as const).map((kind): [string, Build] => [
      `a ${kind} join`,
      (draft, orders, regions) =>
        draft.add(
          'join',
          {
            kind,
            keys: items({ left: 'region', right: 'region' }, { left: 'id', right: 'id' }),
          },
          orders,
          regions,
        ),
    ]),
  ),
  'a group with every figure': (draft, orders) =>
    draft.add(
      'group',
      {
        by: items({ column: 'region' }, { column: 'day' }),
        aggregates: items(
          { function: 'count' as const, column: null, name: 'n' },
          { function: 'count' as const, column: 'big', name: 'filled' },
          { function: 'count-distinct' as const, column: 'region', name: 'distinct' },
          { function: 'sum' as const, column: '金额', name: 'sum' },
          { function: 'sum' as const, column: 'big', name: 'big sum' },
          { function: 'sum' as const, column: 'count', name: 'huge sum' },
          { function: 'sum' as const, column: 'ratio', name: 'ratio sum' },
          { function: 'average' as const, column: '金额', name: 'avg' },
          { function: 'median' as const, column: 'id', name: 'med' },
          { function: 'min' as const, column: 'at', name: 'min' },
          { function: 'max' as const, column: 'clock', name: 'max' },
          { function: 'stddev' as const, column: hostile, name: 'dev' },
        ),
      },
      orders,
    ),
  'figures over all rows': (draft, orders) =>
    draft.add(
      'group',
      { aggregates: items({ function: 'sum' as const, column: 'small', name: '合计' }) },
      orders,
    ),
  'a sort that keeps the first rows': (draft, orders) =>
    draft.add(
      'sort',
      { keys: items({ column: 'region', direction: 'descending' as const }), limit: 3 },
      orders,
    ),
  'a union by name': (draft, orders, regions) => draft.add('union', {}, orders, regions),
  'a distinct union by position': (draft, orders) =>
    draft.add(
      'union',
      { match: 'position', distinct: true },
      orders,
      draft.add('filter', {}, orders),
    ),
  'a SQL step': (draft, orders, regions) =>
    draft.add(
      'sql',
      {
        sql: 'WITH a AS (SELECT * FROM input_1) SELECT r.region, sum(a.id) AS total, \';\' AS "a;b" FROM a JOIN input_2 r USING (region) GROUP BY ALL ORDER BY ALL -- done',
      },
      orders,
      regions,
    ),
  'an output of a group': (draft, orders) =>
    draft.add(
      'output',
      { name: '结果' },
      draft.add('group', { by: items({ column: 'region' }) }, orders),
    ),
}

let wasm: TestEngine
let native: TestEngine

beforeAll(async () => {
  wasm = await openWasmEngine()
  native = await openNativeEngine()
  for (const statement of goldenStatements()) {
    await wasm.run(statement)
    await native.run(statement)
  }
}, 60_000)

afterAll(() => {
  wasm.dispose()
  native.dispose()
})

describe('the engine of the browser and its native twin agree', () => {
  test.each(Object.entries(cases))('on %s', async (_, build) => {
    const draft = new PipelineDraft()
    const orders = draft.add('dataset', { dataset: 'orders' })
    const regions = draft.add('dataset', { dataset: 'regions' })
    const last = build(draft, orders, regions)
    const compiled = await compileWith(wasm, draft.picture())
    const step = compiled.steps[last]
    expect(step?.problems.filter((entry) => entry.severity === 'error')).toEqual([])
    await materialise(wasm, compiled)
    await materialise(native, compiled, 'every step stored')
    for (const { sql, schema } of Object.values(compiled.steps)) {
      expect(await wasm.describe(sql ?? '')).toEqual(schema)
      expect(await native.describe(sql ?? '')).toEqual(schema)
    }
    const table = `SELECT * FROM ${quoteName(step?.table ?? '')}`
    const ordered = /ORDER BY/.test(step?.sql ?? '')
    const rows = await wasm.rows(table, ordered)
    expect(rows).toEqual(await native.rows(table, ordered))
    expect(rows).toMatchSnapshot()
  })
})

describe('long pipelines', () => {
  test('a chain of forty groups runs step by step', async () => {
    const draft = new PipelineDraft()
    let last = draft.add('dataset', { dataset: 'orders' })
    for (let index = 0; index < 40; index++) {
      last = draft.add(
        'group',
        {
          by: items({ column: 'region' }),
          aggregates: items({
            function: 'max' as const,
            column: index ? 'top' : 'id',
            name: 'top',
          }),
        },
        last,
      )
    }
    const compiled = await compileWith(wasm, draft.picture())
    await materialise(wasm, compiled)
    const table = compiled.steps[last]?.table ?? ''
    expect(await wasm.rows(`SELECT region, top FROM ${quoteName(table)}`, false)).toHaveLength(5)
  })

  test('a pipeline of two hundred steps compiles in order with every schema known', async () => {
    const draft = new PipelineDraft()
    let last = draft.add('dataset', { dataset: 'orders' })
    for (let index = 1; index < 200; index++) last = draft.add('filter', {}, last)
    const compiled = await compileWith(wasm, draft.picture())
    expect(compiled.order).toHaveLength(200)
    expect(Object.values(compiled.steps).every((step) => step.schema?.length === 12)).toBe(true)
  })
})
