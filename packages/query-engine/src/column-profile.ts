import { quoteName } from '@weft/pipeline-sql'
import type { Cell } from './cell.ts'
import { barsSql, binEnd } from './profile-bins.ts'
import type { ResultTable } from './result-table.ts'
import { cellNumber, typeFamily, type TypeFamily } from './type-family.ts'

/** One bar: a range of a number or date column, one frequent value, or the cells without a value. */
export type ProfileBar =
  | {
      readonly kind: 'range'
      readonly from: string
      readonly to: string
      /** Whether `to` itself belongs to the bar. */
      readonly isClosed: boolean
      readonly count: number
    }
  | { readonly kind: 'value'; readonly value: string; readonly count: number }
  | { readonly kind: 'empty'; readonly count: number }

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
  /** In the order of the column, or the most frequent value first; the empty cells come last. */
  readonly bars: readonly ProfileBar[]
}

/** A question for the engine and the way to read its answer. */
export interface ColumnProfileQuestion {
  readonly sql: string
  parse(result: ResultTable): ColumnProfile
}

function profileSql(table: string, column: string, family: TypeFamily): string {
  const empty = family === 'text' ? `OR ${column}::VARCHAR = ''` : ''
  return `WITH totals AS (
  SELECT count(*) AS n, count(${column}) AS filled, count(DISTINCT ${column}) AS different,
    count(*) FILTER (WHERE ${column} IS NULL ${empty}) AS empty,
    min(${column})::VARCHAR AS low, max(${column})::VARCHAR AS high FROM ${table}
), ${barsSql(table, column, family)}
UNION ALL SELECT 'rows', low, high, n, filled, NULL, NULL FROM totals
UNION ALL SELECT 'distinct', NULL, NULL, different, empty, NULL, NULL FROM totals`
}

const text = (cell: Cell): string | null => (typeof cell === 'string' ? cell : null)

/** A bar with the number that orders it. */
interface PlacedBar {
  readonly bar: ProfileBar
  readonly place: number
}

function readNumberBar(place: number, step: number | null, isWhole: boolean, count: number) {
  if (step === null) {
    const only = String(place)
    return { kind: 'range', from: only, to: only, isClosed: true, count } as const
  }
  const end = isWhole ? String((place + 1) * step - 1) : binEnd(place + 1, step)
  return { kind: 'range', from: binEnd(place, step), to: end, isClosed: isWhole, count } as const
}

function readBar(result: ResultTable, row: number, family: TypeFamily): PlacedBar {
  const count = cellNumber(result.cell(row, 3)) ?? 0
  const first = text(result.cell(row, 1)) ?? ''
  const place = cellNumber(result.cell(row, 5))
  if (place === null) return { bar: { kind: 'value', value: first, count }, place: -count }
  if (family === 'integer' || family === 'number') {
    const step = cellNumber(result.cell(row, 6))
    return { bar: readNumberBar(place, step, family === 'integer', count), place }
  }
  const to = text(result.cell(row, 2)) ?? ''
  return { bar: { kind: 'range', from: first, to, isClosed: family === 'date', count }, place }
}

function readBars(result: ResultTable, family: TypeFamily, empty: number): readonly ProfileBar[] {
  const bars = Array.from({ length: result.rows }, (_, row) => row)
    .filter((row) => result.cell(row, 0) === 'bar')
    .map((row) => readBar(result, row, family))
    .sort((a, b) => a.place - b.place)
    .map(({ bar }) => bar)
  return empty > 0 ? [...bars, { kind: 'empty', count: empty }] : bars
}

function readProfile(result: ResultTable, column: string, type: string): ColumnProfile {
  const family = typeFamily(type)
  const rowOf = (part: string) =>
    Array.from({ length: result.rows }, (_, row) => row).find(
      (row) => result.cell(row, 0) === part,
    ) ?? -1
  const figure = (part: string, at: number) => cellNumber(result.cell(rowOf(part), at)) ?? 0
  const rows = figure('rows', 3)
  return {
    column,
    type,
    family,
    rows,
    nulls: rows - figure('rows', 4),
    distinct: figure('distinct', 3),
    min: text(result.cell(rowOf('rows'), 1)),
    max: text(result.cell(rowOf('rows'), 2)),
    bars: readBars(result, family, figure('distinct', 4)),
  }
}

/** The question that profiles one column of a table, asked only when somebody looks at it. */
export function columnProfile(table: string, column: string, type: string): ColumnProfileQuestion {
  return {
    sql: profileSql(quoteName(table), quoteName(column), typeFamily(type)),
    parse: (result) => readProfile(result, column, type),
  }
}
