import type { SchemaElement } from 'hyparquet'
import { scaledText } from '../values/decimals.ts'
import { daysText, microsText } from '../values/moments.ts'
import { anyText } from './declared-table.ts'

/** How one column of a Parquet file becomes a column of text with a type. */
export interface ParquetColumn {
  readonly type: string
  readonly text: (value: unknown) => string | null
}

function isDecimal({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'DECIMAL' || logical?.type === 'DECIMAL'
}

/** The element without the words that would make the library read decimals as floating point. */
export function withRawDecimals(element: SchemaElement): SchemaElement {
  if (!isDecimal(element)) return element
  const raw = { ...element }
  delete raw.converted_type
  delete raw.logical_type
  return raw
}

function wholeOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return BigInt(value)
  if (!(value instanceof Uint8Array)) return null
  const whole = value.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return BigInt.asIntN(value.length * 8, whole)
}

function decimalColumn(element: SchemaElement): ParquetColumn {
  const { logical_type: logical } = element
  const said = logical?.type === 'DECIMAL' ? logical : null
  const scale = element.scale ?? said?.scale ?? 0
  const width = element.precision ?? said?.precision ?? 38
  const text = (value: unknown) => {
    const whole = wholeOf(value)
    return whole === null ? null : scaledText(whole, scale)
  }
  return { type: width <= 38 ? `DECIMAL(${width},${scale})` : 'VARCHAR', text }
}

function numberText(value: unknown): string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : anyText(value)
}

function isMoment({ type, converted_type: converted, logical_type: logical }: SchemaElement) {
  return (
    logical?.type === 'TIMESTAMP' ||
    type === 'INT96' ||
    (converted?.startsWith('TIMESTAMP') ?? false)
  )
}

function isTime({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return logical?.type === 'TIME' || (converted?.startsWith('TIME_') ?? false)
}

function timeColumn({ type, logical_type: logical }: SchemaElement): ParquetColumn {
  const unit = logical?.type === 'TIME' ? logical.unit : type === 'INT32' ? 'MILLIS' : 'MICROS'
  const text = (value: unknown) => {
    const whole = wholeOf(value)
    if (whole === null) return null
    const micros = unit === 'MILLIS' ? whole * 1000n : unit === 'NANOS' ? whole / 1000n : whole
    return microsText(micros).slice(11)
  }
  return { type: 'VARCHAR', text }
}

function isUnsignedLong({ converted_type: converted, logical_type: logical }: SchemaElement) {
  const isLong = logical?.type === 'INTEGER' && logical.bitWidth === 64 && !logical.isSigned
  return converted === 'UINT_64' || isLong
}

const plainTypes: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOLEAN',
  INT32: 'BIGINT',
  INT64: 'BIGINT',
  FLOAT: 'DOUBLE',
  DOUBLE: 'DOUBLE',
}

function isDate({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'DATE' || logical?.type === 'DATE'
}

/** How a column of this element is read; the library's parsers give moments as text already. */
export function parquetColumn(element: SchemaElement): ParquetColumn {
  if (isDecimal(element)) return decimalColumn(element)
  if (isDate(element)) return { type: 'DATE', text: anyText }
  if (isMoment(element)) return { type: 'TIMESTAMP', text: anyText }
  if (isTime(element)) return timeColumn(element)
  if (isUnsignedLong(element)) return { type: 'DECIMAL(20,0)', text: anyText }
  const type = (element.type && plainTypes[element.type]) ?? 'VARCHAR'
  return { type, text: type === 'DOUBLE' ? numberText : anyText }
}

/** Moments as text, to the microsecond, without going through a Date that has milliseconds only. */
export const momentParsers = {
  timestampFromMilliseconds: (millis: bigint) => momentText(millis, (value) => value * 1000n),
  timestampFromMicroseconds: (micros: bigint) => momentText(micros, (value) => value),
  timestampFromNanoseconds: (nanos: bigint) => momentText(nanos, (value) => value / 1000n),
  dateFromDays: (days: number | null) => (typeof days === 'number' ? daysText(days) : null),
  // Kept as it is written: what is inside a JSON column is no table.
  jsonFromBytes: (bytes: Uint8Array) => anyText(bytes),
}

function momentText(value: bigint | number | null, toMicros: (value: bigint) => bigint) {
  return typeof value === 'bigint' || typeof value === 'number'
    ? microsText(toMicros(BigInt(value)))
    : null
}
