import type { Measure } from '@weft/app-model'
import { quoteText } from '@weft/pipeline-sql'
import { columnSql, measureSql, sourceSql, type SourceSql } from './sql-parts.ts'

/** A chart draws this many series by name; the rest are drawn as one. */
export const mostSeries = 5

/** The words that appear as values in a chart's result. */
export interface ChartWords {
  /** Names the series that are too many to be drawn one by one, taken together. */
  readonly others: string
  /** Names the absent value. */
  readonly absent: string
}

interface ChartPlan {
  readonly x: string
  readonly series: string | null
  readonly measure: Measure
  readonly sort: 'x' | 'value-descending'
  readonly limit: number
}

/** One SELECT giving `x`, `value` and, for a split chart, `series`, in the order they are drawn. */
export function chartSql(plan: ChartPlan, source: SourceSql, words: ChartWords): string {
  const x = columnSql(plan.x)
  const order = plan.sort === 'x' ? '1 NULLS LAST' : '2 DESC NULLS LAST, 1 NULLS LAST'
  const marks = [
    `SELECT ${x} AS x, ${valueSql(plan.measure)} AS value`,
    sourceSql(source),
    `GROUP BY ${x}`,
    `ORDER BY ${order}`,
    `LIMIT ${plan.limit}`,
  ].join('\n')
  return plan.series === null
    ? marks
    : splitSql({ ...plan, series: plan.series }, source, marks, words)
}

/** The measure of the series left over is taken over their rows together, so that averages stay true. */
function splitSql(
  plan: ChartPlan & { readonly series: string },
  source: SourceSql,
  marks: string,
  words: ChartWords,
): string {
  const name = `coalesce(CAST(${columnSql(plan.series)} AS VARCHAR), ${quoteText(words.absent)})`
  const value = valueSql(plan.measure)
  const drawn = plan.sort === 'x' ? 'x NULLS LAST' : 'value DESC NULLS LAST, x NULLS LAST'
  return [
    'WITH kept_x AS (',
    `SELECT x, row_number() OVER (ORDER BY ${drawn}) AS place FROM (`,
    marks,
    ')), kept_series AS (',
    'SELECT name, row_number() OVER (ORDER BY value DESC NULLS LAST, name) AS place FROM (',
    `SELECT ${name} AS name, ${value} AS value`,
    sourceSql(source),
    `GROUP BY ${name}`,
    `ORDER BY 2 DESC NULLS LAST, 1 LIMIT ${mostSeries}`,
    '))',
    `SELECT k.x AS x, ${value} AS value, coalesce(s.name, ${quoteText(words.others)}) AS series`,
    sourceSql({
      ...source,
      from: `${source.from}\nJOIN kept_x AS k ON k.x IS NOT DISTINCT FROM ${columnSql(plan.x)}\nLEFT JOIN kept_series AS s ON s.name = ${name}`,
    }),
    `GROUP BY k.x, k.place, coalesce(s.name, ${quoteText(words.others)})`,
    'ORDER BY k.place, min(s.place) NULLS LAST, 3',
  ].join('\n')
}

function valueSql(measure: Measure): string {
  return `CAST(${measureSql(measure)} AS DOUBLE)`
}
