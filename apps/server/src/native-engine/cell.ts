import {
  DuckDBDateValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'

/** One value of a result: dates, times and everything rare as text. */
export type NativeCell = string | number | bigint | boolean | null

/** A value of the engine as a plain cell. */
export function toCell(value: DuckDBValue): NativeCell {
  if (value === null) return null
  const plain =
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean'
  return plain ? value : String(value)
}

/** Days since 1970 of a date. */
export function toDays(value: DuckDBValue): number | null {
  return value instanceof DuckDBDateValue ? value.days : null
}

/** Microseconds since 1970 of a moment of any precision. */
export function toMicros(value: DuckDBValue): bigint | null {
  if (value instanceof DuckDBTimestampValue) return value.micros
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000n
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1000n
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1000n
  return null
}
