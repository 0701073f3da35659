import { DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api'
import {
  bool,
  columnFromArray,
  dateDay,
  decimal,
  float32,
  float64,
  int16,
  int32,
  int64,
  int8,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  uint16,
  uint32,
  uint64,
  uint8,
  utf8,
  type Column,
  type DataType,
} from '@uwdata/flechette'
import type { Column as NamedColumn } from '@weft/pipeline-model'
import { toDays, toMicros } from './cell.ts'

const plainTypes: Readonly<Record<string, () => DataType>> = {
  BOOLEAN: bool,
  TINYINT: int8,
  SMALLINT: int16,
  INTEGER: int32,
  BIGINT: int64,
  UTINYINT: uint8,
  USMALLINT: uint16,
  UINTEGER: uint32,
  UBIGINT: uint64,
  FLOAT: float32,
  DOUBLE: float64,
  VARCHAR: utf8,
}

const decimalType = /^DECIMAL\((\d+),(\d+)\)$/

/** Whether a DuckDB type has an exact Arrow form here; others are sent as text. */
export function hasArrowForm(type: string): boolean {
  return (
    Object.hasOwn(plainTypes, type) ||
    type === 'DATE' ||
    type === 'HUGEINT' ||
    /^TIMESTAMP(?:_S|_MS|_NS)?$/.test(type) ||
    decimalType.test(type)
  )
}

/** The type a column has once it is in Arrow form. */
export function arrowedType(type: string): string {
  if (!hasArrowForm(type)) return 'VARCHAR'
  if (type === 'HUGEINT') return 'DECIMAL(38,0)'
  return type.startsWith('TIMESTAMP') ? 'TIMESTAMP' : type
}

// The library's own builder goes through milliseconds as floating point, which loses microseconds.
function timestampColumn(values: readonly DuckDBValue[]): Column<unknown> {
  const column = columnFromArray(values.map(toMicros), int64())
  const type = timestamp(TimeUnit.MICROSECOND, null)
  for (const batch of column.data) Object.assign(batch, { type })
  Object.assign(column, { type })
  return column
}

function decimalColumn(values: readonly DuckDBValue[], precision: number, scale: number) {
  const scaled = values.map((value) => (value instanceof DuckDBDecimalValue ? value.value : value))
  return columnFromArray(scaled, decimal(precision, scale, 128))
}

function arrowColumn(type: string, values: readonly DuckDBValue[]): Column<unknown> {
  const digits = decimalType.exec(type)
  if (digits) return decimalColumn(values, Number(digits[1]), Number(digits[2]))
  if (type === 'HUGEINT') return decimalColumn(values, 38, 0)
  if (type.startsWith('TIMESTAMP')) return timestampColumn(values)
  if (type === 'DATE') {
    const dayMs = 86_400_000
    return columnFromArray(
      values.map((value) => {
        const days = toDays(value)
        return days === null ? null : days * dayMs
      }),
      dateDay(),
    )
  }
  return columnFromArray([...values], (plainTypes[type] ?? utf8)())
}

/** Writes columns as one Arrow IPC stream with exactly the types the browser's engine expects. */
export function toArrowStream(
  schema: readonly NamedColumn[],
  columns: readonly (readonly DuckDBValue[])[],
): Uint8Array {
  const table = tableFromColumns(
    schema.map(({ name, type }, index): [string, Column<unknown>] => [
      name,
      arrowColumn(type, columns[index] ?? []),
    ]),
  )
  const bytes = tableToIPC(table, { format: 'stream' })
  if (!bytes) throw new Error('The Arrow stream could not be written')
  return bytes
}
