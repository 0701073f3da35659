import { widgetSpecs, type Widget, type WidgetKind, type WidgetSettings } from '@weft/app-model'
import {
  dateRangeQuery,
  filterOptionsQuery,
  isFigure,
  widgetQuery,
  type ColumnFilter,
  type Outputs,
} from '@weft/app-runtime'
import type { Outcome } from '@weft/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'

const outputs: Outputs = {
  trips: {
    table: 'w_trips',
    schema: [
      { name: 'city "x"', type: 'VARCHAR' },
      { name: 'line', type: 'INTEGER' },
      { name: 'at', type: 'TIMESTAMP' },
      { name: 'delay', type: 'DECIMAL(9,2)' },
      { name: 'value', type: 'DOUBLE' },
    ],
  },
}
const make = `CREATE TEMP TABLE w_trips AS SELECT
  CASE WHEN i % 11 = 0 THEN NULL ELSE 'O''' || (i % 9) END AS "city ""x""",
  (i % 4)::INTEGER AS line,
  TIMESTAMP '2024-01-01 08:00:00' + (i % 50) * INTERVAL 1 DAY AS at,
  CASE WHEN i % 7 = 0 THEN NULL ELSE (i * 1.25)::DECIMAL(9,2) END AS delay,
  i / 2.0 AS value
FROM range(500) AS r(i)`

const filters: readonly ColumnFilter[] = [
  { widget: 'wi_0000000001', column: 'city "x"', value: { kind: 'one-of', values: ["O'1", null] } },
  { widget: 'wi_0000000002', column: 'at', value: { kind: 'days', from: '2024-01-05', to: null } },
]

function widget<K extends WidgetKind>(kind: K, settings: Partial<WidgetSettings[K]>): Widget {
  return {
    id: 'wi_aaaaaaaaaa',
    kind,
    page: 'pg_aaaaaaaaaa',
    title: {},
    place: { x: 0, y: 0, w: 3, h: 3 },
    settings: { ...widgetSpecs[kind].initial, output: 'trips', ...settings },
  } as unknown as Widget
}

const column = 'city "x"'
const functions = ['count', 'count-distinct', 'sum', 'average', 'median', 'min', 'max'] as const
const average = { function: 'average', column: 'delay' } as const
const widgets: readonly Widget[] = [
  ...functions.map((name) => widget('kpi', { measure: { function: name, column: 'delay' } })),
  widget('table', { limit: 20 }),
  widget('table', {
    columns: [column, 'delay'],
    sort: { column: 'line', direction: 'descending' },
  }),
  widget('chart', { x: column, measure: average }),
  widget('chart', { x: column, measure: average, sort: 'value-descending', limit: 3 }),
  widget('chart', { x: 'line', series: column, measure: average }),
  widget('chart', {
    x: column,
    series: 'line',
    measure: average,
    sort: 'value-descending',
    limit: 4,
  }),
  widget('chart', { x: 'at', series: 'value', mark: 'line', limit: 5 }),
  widget('select-filter', { column }),
  widget('date-filter', { column: 'at' }),
]

function statements(): string[] {
  const textsOf = (
    query: Outcome<{ readonly sql: string; readonly totalSql?: string | null }>,
  ): string[] => {
    if (!query.ok) throw new Error(query.failure.code)
    const { sql, totalSql } = query.value
    return totalSql ? [sql, totalSql] : [sql]
  }
  return widgets.flatMap((one) => {
    if (one.kind === 'select-filter') return textsOf(filterOptionsQuery(one, outputs))
    if (one.kind === 'date-filter') return textsOf(dateRangeQuery(one, outputs))
    if (!isFigure(one)) return []
    return [[], filters].flatMap((active) => textsOf(widgetQuery(one, outputs, active)))
  })
}

describe('every statement of an app', () => {
  let wasm: TestEngine
  let native: TestEngine
  beforeAll(async () => {
    ;[wasm, native] = await Promise.all([openWasmEngine(), openNativeEngine()])
    await Promise.all([wasm.run(make), native.run(make)])
  })
  afterAll(() => {
    wasm.dispose()
    native.dispose()
  })

  test.each(statements())('gives the same rows in both engines: %s', async (sql) => {
    const rows = await wasm.rows(sql, true)
    expect(rows.length).toBeGreaterThan(0)
    expect(await native.rows(sql, true)).toEqual(rows)
  })

  test('the series left over are measured over their rows together, and counted', async () => {
    const [sql = ''] = statements().filter((one) => one.includes('kept_series'))
    const rows = await wasm.rows(sql, true)
    const own = rows.filter((row) => row[3] === null).map((row) => row[2])
    const kept = new Set(own)
    expect(kept.size).toBe(5)
    const rest = rows.filter((row) => row[3] !== null)
    expect(new Set(rest.map((row) => row[3]))).toEqual(new Set(['5']))
    const list = [...kept].map((name) => `'${(name ?? '').replaceAll("'", "''")}'`).join(', ')
    const expected = await native.rows(
      `SELECT line, CAST(avg(delay) AS DOUBLE) FROM w_trips WHERE coalesce("city ""x""", '') NOT IN (${list}) GROUP BY line ORDER BY line`,
      true,
    )
    expect(rest.map((row) => [row[0], row[1]])).toEqual(expected)
  })

  test('a sixth series keeps its own name', async () => {
    const six = widget('chart', { x: 'line', series: 'six', measure: average })
    const trips = outputs.trips
    if (!isFigure(six) || !trips) throw new Error('no chart')
    const schema = [...trips.schema, { name: 'six', type: 'INTEGER' }]
    const query = widgetQuery(six, { trips: { table: 'w_six', schema } }, [])
    if (!query.ok) throw new Error(query.failure.code)
    await native.run('CREATE TABLE w_six AS SELECT *, (value * 2 % 6)::INTEGER AS six FROM w_trips')
    const rows = await native.rows(query.value.sql, true)
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['0', '1', '2', '3', '4', '5']))
    expect(rows.every((row) => row[3] === null)).toBe(true)
  })
})
