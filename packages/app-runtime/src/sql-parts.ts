import type { Measure } from '@weft/app-model'
import { quoteName, quoteText } from '@weft/pipeline-sql'
import { canServe } from './column-uses.ts'
import { isDay, type ColumnFilter } from './filter-state.ts'
import type { OutputTable } from './outputs.ts'

/** A column of the one table a statement reads; the alias keeps result names from capturing it. */
export function columnSql(column: string): string {
  return `t.${quoteName(column)}`
}

const functions = { sum: 'sum', average: 'avg', median: 'median', min: 'min', max: 'max' } as const

/** A measure as an aggregate. */
export function measureSql(measure: Measure): string {
  if (measure.function === 'count' || measure.column === null) return 'count(*)'
  const column = columnSql(measure.column)
  if (measure.function === 'count-distinct') return `count(DISTINCT ${column})`
  return `${functions[measure.function]}(${column})`
}

/** What a statement reads: the table as `t`, and the conditions on its rows. */
export interface SourceSql {
  readonly from: string
  readonly conditions: readonly string[]
}

/** An output under the filters that act on it; a filter acts when the output has its column. */
export function filteredSource(output: OutputTable, filters: readonly ColumnFilter[]): SourceSql {
  return {
    from: `FROM ${quoteName(output.table)} AS t`,
    conditions: filters.flatMap((filter) => conditionSql(output, filter) ?? []),
  }
}

/** The source as `FROM … WHERE …`. */
export function sourceSql({ from, conditions }: SourceSql): string {
  return conditions.length > 0 ? `${from}\nWHERE ${conditions.join('\n  AND ')}` : from
}

function conditionSql(output: OutputTable, filter: ColumnFilter): string | null {
  const column = output.schema.find((entry) => entry.name === filter.column)
  if (!column) return null
  const { value } = filter
  if (value.kind === 'days') {
    if (!canServe(column.type, 'day')) return null
    return daysSql(columnSql(column.name), value.from, value.to)
  }
  const texts = value.values.flatMap((one) => (one === null ? [] : [quoteText(one)]))
  const sql = columnSql(column.name)
  const among = texts.length > 0 ? `CAST(${sql} AS VARCHAR) IN (${texts.join(', ')})` : null
  const absent = value.values.includes(null) ? `${sql} IS NULL` : null
  const parts = [among, absent].filter((part) => part !== null)
  return parts.length > 0 ? `(${parts.join(' OR ')})` : null
}

function daysSql(column: string, from: string | null, to: string | null): string | null {
  const day = `CAST(${column} AS DATE)`
  const parts = [
    from && isDay(from) ? `${day} >= DATE ${quoteText(from)}` : null,
    to && isDay(to) ? `${day} <= DATE ${quoteText(to)}` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? `(${parts.join(' AND ')})` : null
}

/** A limit as it stands in a statement: whole and within bounds, whatever the document says. */
export function limitOf(limit: number, most: number): number {
  return Number.isFinite(limit) ? Math.min(Math.max(Math.floor(limit), 1), most) : most
}
