import type { Cell } from './cell.ts'
import { quoteName } from '@weft/pipeline-sql'
import type { ResultTable } from './result-table.ts'
import { cellNumber, typeFamily, type TypeFamily } from './type-family.ts'

/** One bar: a range of a number or date column, or one frequent value. */
export type ProfileBar =
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly count: number }
  | { readonly kind: 'value'; readonly value: string; readonly count: number }

/** What one column holds at a glance. */
export interface ColumnProfile {
  readonly column: string
  readonly type: string
  readonly family: TypeFamily
  readonly rows: number
  readonly nulls: number
  readonly distinct: number
  readonly min: string | null
  readonly max: string | null
  readonly bars: readonly ProfileBar[]
}

/** A question for the engine and the way to read its answer. */
export interface ColumnProfileQuestion {
  readonly sql: string
  parse(result: ResultTable): ColumnProfile
}

const bins = 20
const topValues = 8

/** The column as a number along which bars are cut; null where values are counted instead. */
function axisOf(family: TypeFamily, column: string): string | null {
  if (family === 'integer' || family === 'number') return `${column}::DOUBLE`
  return family === 'date' || family === 'timestamp' ? `epoch(${column}::TIMESTAMP)` : null
}

function histogramSql(table: string, axis: string): string {
  return `axis AS (SELECT ${axis} AS point FROM ${table}),
finite AS (SELECT point FROM axis WHERE point IS NOT NULL AND isfinite(point)),
ends AS (SELECT min(point) AS low, max(point) AS high FROM finite),
bars AS (
  SELECT low + bin * (high - low) / ${bins} AS low_end, low + (bin + 1) * (high - low) / ${bins} AS high_end, count(*) AS n
  FROM (
    SELECT low, high, CASE WHEN high = low THEN 0 ELSE least(${bins - 1}, floor((point - low) / (high - low) * ${bins})) END AS bin
    FROM finite, ends
  ) GROUP BY low, high, bin
)
SELECT 'bar' AS part, NULL::VARCHAR AS first, NULL::VARCHAR AS last, n AS a, NULL::BIGINT AS b, low_end, high_end FROM bars`
}

function topSql(table: string, column: string): string {
  return `bars AS (
  SELECT ${column}::VARCHAR AS value, count(*) AS n FROM ${table} WHERE ${column} IS NOT NULL
  GROUP BY value ORDER BY n DESC, value LIMIT ${topValues}
)
SELECT 'bar' AS part, value AS first, NULL::VARCHAR AS last, n AS a, NULL::BIGINT AS b, NULL::DOUBLE AS low_end, NULL::DOUBLE AS high_end FROM bars`
}

function profileSql(table: string, column: string, axis: string | null): string {
  return `WITH totals AS (
  SELECT count(*) AS n, count(${column}) AS filled, count(DISTINCT ${column}) AS different, min(${column})::VARCHAR AS low, max(${column})::VARCHAR AS high FROM ${table}
), ${axis ? histogramSql(table, axis) : topSql(table, column)}
UNION ALL SELECT 'rows', low, high, n, filled, NULL, NULL FROM totals
UNION ALL SELECT 'distinct', NULL, NULL, different, NULL, NULL, NULL FROM totals`
}

function text(cell: Cell): string | null {
  return typeof cell === 'string' ? cell : null
}

function endText(seconds: number, family: TypeFamily): string {
  if (family === 'integer' || family === 'number') return String(Number(seconds.toPrecision(12)))
  const iso = new Date(seconds * 1000).toISOString()
  return family === 'date' ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

function readBar(result: ResultTable, row: number, family: TypeFamily): ProfileBar {
  const count = cellNumber(result.cell(row, 3)) ?? 0
  const low = cellNumber(result.cell(row, 5))
  const high = cellNumber(result.cell(row, 6))
  if (low === null || high === null) {
    return { kind: 'value', value: text(result.cell(row, 1)) ?? '', count }
  }
  return { kind: 'range', from: endText(low, family), to: endText(high, family), count }
}

function readProfile(result: ResultTable, column: string, type: string): ColumnProfile {
  const family = typeFamily(type)
  const places = Array.from({ length: result.rows }, (_, row) => row)
  const rowOf = (part: string) => places.find((row) => result.cell(row, 0) === part) ?? -1
  const totals = rowOf('rows')
  const rows = cellNumber(result.cell(totals, 3)) ?? 0
  const low = (row: number) => cellNumber(result.cell(row, 5)) ?? 0
  const count = (row: number) => cellNumber(result.cell(row, 3)) ?? 0
  return {
    column,
    type,
    family,
    rows,
    nulls: rows - (cellNumber(result.cell(totals, 4)) ?? 0),
    distinct: count(rowOf('distinct')),
    min: text(result.cell(totals, 1)),
    max: text(result.cell(totals, 2)),
    bars: places
      .filter((row) => result.cell(row, 0) === 'bar')
      .sort((a, b) => low(a) - low(b) || count(b) - count(a))
      .map((row) => readBar(result, row, family)),
  }
}

/** The question that profiles one column of a table, asked only when somebody looks at it. */
export function columnProfile(table: string, column: string, type: string): ColumnProfileQuestion {
  const name = quoteName(column)
  return {
    sql: profileSql(quoteName(table), name, axisOf(typeFamily(type), name)),
    parse: (result) => readProfile(result, column, type),
  }
}
