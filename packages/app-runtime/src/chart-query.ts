import type { Measure } from '@weft/app-model'
import { columnSql, measureSql, sourceSql, type SourceSql } from './sql-parts.ts'

/** A chart draws this many series by name; the rest are drawn as one. */
export const mostSeries = 5

interface ChartPlan {
  readonly x: string
  readonly series: string | null
  readonly measure: Measure
  readonly sort: 'x' | 'value-descending'
  readonly limit: number
}

/**
 * One SELECT in the order of drawing: `x`, `value` and, for a split chart, `series` and `folded`. A row of the series
 * left over has no `series` and says in `folded` how many they are; so no word of a language is in the statement.
 */
export function chartSql(plan: ChartPlan, source: SourceSql): string {
  const x = columnSql(plan.x)
  const order = plan.sort === 'x' ? '1 NULLS LAST' : '2 DESC NULLS LAST, 1 NULLS LAST'
  const marks = [
    `SELECT ${x} AS x, ${valueSql(plan.measure)} AS value`,
    sourceSql(source),
    `GROUP BY ${x}`,
    `ORDER BY ${order}`,
    `LIMIT ${plan.limit}`,
  ].join('\n')
  return plan.series === null ? marks : splitSql({ ...plan, series: plan.series }, source, marks)
}

/**
 * The measure of the series left over is taken over their rows together, so that averages stay true. A single series
 * is never left over: its own name says more.
 */
function splitSql(
  plan: ChartPlan & { readonly series: string },
  source: SourceSql,
  marks: string,
): string {
  const name = `CAST(${columnSql(plan.series)} AS VARCHAR)`
  const value = valueSql(plan.measure)
  const drawn = plan.sort === 'x' ? 'x NULLS LAST' : 'value DESC NULLS LAST, x NULLS LAST'
  return [
    'WITH kept_x AS (',
    `SELECT x, row_number() OVER (ORDER BY ${drawn}) AS place FROM (`,
    marks,
    ')), ranked AS (',
    'SELECT name, count(*) OVER () AS series_count,',
    '  row_number() OVER (ORDER BY value DESC NULLS LAST, name NULLS LAST) AS place FROM (',
    `SELECT ${name} AS name, ${value} AS value`,
    sourceSql(source),
    `GROUP BY ${name}`,
    ')), kept_series AS (',
    `SELECT name, place FROM ranked WHERE place <= ${mostSeries} OR series_count = ${mostSeries + 1}`,
    ')',
    `SELECT k.x AS x, ${value} AS value, s.name AS series,`,
    `  CASE WHEN s.place IS NULL THEN (SELECT max(place) FROM ranked) - ${mostSeries} END AS folded`,
    sourceSql({
      ...source,
      from: `${source.from}\nJOIN kept_x AS k ON k.x IS NOT DISTINCT FROM ${columnSql(plan.x)}\nLEFT JOIN kept_series AS s ON s.name IS NOT DISTINCT FROM ${name}`,
    }),
    'GROUP BY k.x, k.place, s.name, s.place',
    'ORDER BY k.place, s.place NULLS LAST',
  ].join('\n')
}

function valueSql(measure: Measure): string {
  return `CAST(${measureSql(measure)} AS DOUBLE)`
}
