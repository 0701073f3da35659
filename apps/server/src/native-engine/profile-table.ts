import type { Schema } from '@weft/pipeline-model'
import type { NativeCell, NativeEngine } from './native-engine.ts'
import { quoteName } from '@weft/pipeline-sql'

/** What a column holds. */
export interface ColumnProfile {
  name: string
  nulls: number
  distinct: number
  min: string | null
  max: string | null
  bars: { label: string; count: number }[]
}

const bins = 12
const mostFrequent = 10
const numeric = /^(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/
const temporal = /^(?:DATE|TIMESTAMP\w*)$/

function text(cell: NativeCell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}

async function rowsOf(
  engine: NativeEngine,
  sql: string,
): Promise<readonly (readonly NativeCell[])[]> {
  const result = await engine.run(sql)
  // Every statement here is made from a table that is there; a refusal is a fault of ours.
  if (!result.ok) throw new Error(`A profile could not be made: ${JSON.stringify(result.failure)}`)
  return result.value.rows
}

function labelOf(value: number, width: number, type: string): string {
  if (temporal.test(type)) return new Date(value * 1000).toISOString().slice(0, 10)
  const decimals = width >= 10 ? 0 : Math.min(6, Math.max(0, Math.ceil(1 - Math.log10(width))))
  return value.toFixed(decimals)
}

async function histogram(
  engine: NativeEngine,
  from: string,
  column: string,
  type: string,
): Promise<ColumnProfile['bars']> {
  const value = temporal.test(type)
    ? `epoch(CAST(${column} AS TIMESTAMP))`
    : `CAST(${column} AS DOUBLE)`
  const [range] = await rowsOf(engine, `SELECT min(${value}), max(${value}) FROM ${from}`)
  const [low, high] = [Number(range?.[0] ?? Number.NaN), Number(range?.[1] ?? Number.NaN)]
  if (!Number.isFinite(low) || !Number.isFinite(high)) return []
  const width = (high - low) / bins || 1
  const counted = await rowsOf(
    engine,
    `SELECT CAST(least(floor((${value} - ${low}) / ${width}), ${bins - 1}) AS INTEGER) AS bin, count(*)
     FROM ${from} WHERE ${column} IS NOT NULL AND isfinite(${value}) GROUP BY bin`,
  )
  const counts = new Map(counted.map(([bin, count]) => [Number(bin), Number(count)]))
  return Array.from({ length: high > low ? bins : 1 }, (_, bin) => ({
    label: labelOf(low + bin * width, width, type),
    count: counts.get(bin) ?? 0,
  }))
}

async function frequent(
  engine: NativeEngine,
  from: string,
  column: string,
): Promise<ColumnProfile['bars']> {
  const rows = await rowsOf(
    engine,
    `SELECT CAST(${column} AS VARCHAR) AS label, count(*) AS n FROM ${from}
     WHERE ${column} IS NOT NULL GROUP BY label ORDER BY n DESC, label LIMIT ${mostFrequent}`,
  )
  return rows.map(([label, count]) => ({
    label: (text(label) ?? '').slice(0, 120),
    count: Number(count),
  }))
}

/** Profiles every column of a table: missing and distinct values, range, and a histogram or the most frequent values. */
export async function profileTable(
  engine: NativeEngine,
  table: string,
  schema: Schema,
): Promise<ColumnProfile[]> {
  const from = quoteName(table)
  const profiles: ColumnProfile[] = []
  for (const { name, type } of schema) {
    const column = quoteName(name)
    const [row = []] = await rowsOf(
      engine,
      `SELECT count(*) - count(${column}), count(DISTINCT ${column}),
       CAST(min(${column}) AS VARCHAR), CAST(max(${column}) AS VARCHAR) FROM ${from}`,
    )
    const bars =
      numeric.test(type) || temporal.test(type)
        ? await histogram(engine, from, column, type)
        : await frequent(engine, from, column)
    profiles.push({
      name,
      nulls: Number(row[0]),
      distinct: Number(row[1]),
      min: text(row[2])?.slice(0, 200) ?? null,
      max: text(row[3])?.slice(0, 200) ?? null,
      bars,
    })
  }
  return profiles
}
