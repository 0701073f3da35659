import { compilePipeline, quoteName, sourceTableName } from '@weft/pipeline-sql'
import { barConditions, columnProfile, type ColumnProfile } from '@weft/query-engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { items, materialise, PipelineDraft } from './golden-pipeline.ts'

const digest = 'c'.repeat(64)
const table = sourceTableName(digest)

/** Columns of 600 rows, some of them empty, that do not repeat any pattern a bar has. */
const columns: Readonly<Record<string, readonly [type: string, sql: string]>> = {
  'whole "number"': ['INTEGER', '((range * 7919) % 10007 - 5000)::INTEGER'],
  few: ['BIGINT', '(range % 12)::BIGINT'],
  same: ['INTEGER', '42::INTEGER'],
  huge: ['BIGINT', '9007199254740000 + range'],
  float: ['DOUBLE', 'sin(range) * 1000'],
  tenths: ['DOUBLE', '(range % 100) / 100'],
  tiny: ['DOUBLE', '(range - 300) * 1.7e-9'],
  wide: ['DOUBLE', 'exp(range / 3.0)'],
  odd: [
    'DOUBLE',
    `CASE range % 5 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'Infinity'::DOUBLE ELSE range END`,
  ],
  single: ['FLOAT', '(range * 0.1)::FLOAT'],
  constant: ['DOUBLE', '0.1'],
  money: ['DECIMAL(12,2)', '((range * 7919) % 10007 / 100)::DECIMAL(12,2)'],
  words: [
    'VARCHAR',
    `['a', 'b, c', '经，纬', ' padded ', '"quoted"', '', 'it''s', 'x', 'y', 'z', 'w'][1 + range % 11]`,
  ],
  unique: ['VARCHAR', `'row ' || range`],
  yes: ['BOOLEAN', 'range % 3 = 0'],
  days: ['DATE', `DATE '2024-01-01' + (range % 17)::INTEGER`],
  years: ['DATE', `DATE '1890-03-07' + (range * 83)::INTEGER`],
  'one day': ['DATE', `DATE '2024-02-29'`],
  moments: ['TIMESTAMP', `TIMESTAMP '2024-01-01 00:00:00' + to_seconds(range * 397)`],
  seconds: ['TIMESTAMP', `TIMESTAMP '1969-12-31 23:59:50' + to_milliseconds(range * 33)`],
  centuries: ['TIMESTAMP', `TIMESTAMP '1500-06-01 12:00:00' + to_days((range * 300)::INTEGER)`],
  clock: ['TIME', `TIME '08:00:00' + to_minutes(range % 4)`],
  nothing: ['VARCHAR', 'NULL::VARCHAR'],
}
const schema = Object.entries(columns).map(([name, [type]]) => ({ name, type }))

let engines: readonly TestEngine[]

beforeAll(async () => {
  engines = await Promise.all([openWasmEngine(), openNativeEngine()])
  const list = Object.entries(columns).map(
    ([name, [type, sql]]) =>
      `CASE WHEN range % 37 = 5 THEN NULL ELSE (${sql})::${type} END AS ${quoteName(name)}`,
  )
  for (const engine of engines)
    await engine.run(
      `CREATE TABLE ${quoteName(table)} AS SELECT ${list.join(', ')} FROM range(600)`,
    )
}, 60_000)
afterAll(() => {
  for (const engine of engines) engine.dispose()
})

/** The profile as one engine answers it. */
async function profileOf(engine: TestEngine, column: string): Promise<ColumnProfile> {
  const type = columns[column]?.[0] ?? ''
  const question = columnProfile(table, column, type)
  const rows = await engine.rows(question.sql, true)
  const shape = await engine.describe(question.sql)
  return question.parse({
    schema: shape,
    rows: rows.length,
    cell: (row, at) => rows[row]?.[at] ?? null,
  })
}

/** How many rows a filter with these conditions keeps. */
async function kept(engine: TestEngine, column: string, bars: ColumnProfile['bars']) {
  const draft = new PipelineDraft()
  const from = draft.add('dataset', { dataset: 'wide' })
  const conditions = barConditions(bars).map((one) => ({ column, ...one }))
  const filter = draft.add('filter', { conditions: items(...conditions) }, from)
  const compiled = compilePipeline(draft.picture(), { wide: { schema, digest } }, new Map())
  const step = compiled.steps[filter]
  expect(step?.problems).toEqual([])
  await materialise(engine, compiled)
  const [[count] = []] = await engine.rows(
    `SELECT count(*) FROM ${quoteName(step?.table ?? '')}`,
    true,
  )
  return Number(count)
}

describe('the profile of a column', () => {
  test.each(Object.keys(columns))('[PROF-2] is the same in both engines: %s', async (column) => {
    const [wasm, native] = await Promise.all(engines.map((one) => profileOf(one, column)))
    expect(wasm).toEqual(native)
    expect(wasm?.bars.length).toBeGreaterThan(0)
    expect(wasm?.bars.length).toBeLessThanOrEqual(27)
    expect(wasm?.nulls).toBe(column === 'nothing' ? 600 : 17)
  })

  test.each(Object.keys(columns))(
    '[PROF-3] has bars that a filter turns into just the rows they count: %s',
    async (column) => {
      for (const engine of engines) {
        const { bars } = await profileOf(engine, column)
        for (const bar of bars) {
          expect([bar, await kept(engine, column, [bar])]).toEqual([bar, bar.count])
        }
        const several = bars.filter(({ kind }) => kind === bars[0]?.kind).slice(0, 3)
        const sum = several.reduce((total, { count }) => total + count, 0)
        expect(await kept(engine, column, several)).toBe(sum)
      }
    },
  )

  test('counts every number once, and leaves out only what is none', async () => {
    for (const engine of engines) {
      for (const [column, others] of [
        ['float', 0],
        ['wide', 0],
        ['odd', 233],
      ] as const) {
        const { bars, rows } = await profileOf(engine, column)
        const sum = bars.reduce((total, { count }) => total + count, 0)
        expect([column, rows - sum]).toEqual([column, others])
      }
    }
  })

  test('[PROF-2] has round ends for numbers and whole months for days', async () => {
    const [engine] = engines
    if (!engine) throw new Error('No engine is open.')
    const tenths = await profileOf(engine, 'tenths')
    expect(tenths.bars.slice(0, 2)).toMatchObject([
      { from: '0', to: '0.05' },
      { from: '0.05', to: '0.1' },
    ])
    const years = await profileOf(engine, 'years')
    expect(years.bars[0]).toMatchObject({ from: '1890-01-01', to: '1899-12-31' })
  })
})
