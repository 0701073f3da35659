import {
  bool,
  columnFromArray,
  dateDay,
  decimal,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type Column,
} from '@uwdata/flechette'
import type { TypedTable } from './type-table.ts'
import { decimalShape } from './values/decimals.ts'
import type { Value } from './values/value-readers.ts'

type Values = readonly (Value | null)[]

// The library's own builder goes through milliseconds as floating point, which loses microseconds.
function momentColumn(values: Values): Column<unknown> {
  const column = columnFromArray([...values], int64())
  const type = timestamp(TimeUnit.MICROSECOND, null)
  for (const batch of column.data) Object.assign(batch, { type })
  Object.assign(column, { type })
  return column
}

const dayMs = 86_400_000

function arrowColumn(type: string, values: Values): Column<unknown> {
  const shape = decimalShape(type)
  if (shape) return columnFromArray([...values], decimal(shape.width, shape.scale, 128))
  if (type === 'BOOLEAN') return columnFromArray([...values], bool())
  if (type === 'BIGINT') return columnFromArray([...values], int64())
  if (type === 'DOUBLE') return columnFromArray([...values], float64())
  if (type === 'TIMESTAMP') return momentColumn(values)
  if (type !== 'DATE') return columnFromArray([...values], utf8())
  const days = values.map((value) => (value === null ? null : Number(value) * dayMs))
  return columnFromArray(days, dateDay())
}

/** Writes a typed table as the Arrow IPC stream the engine takes. */
export function writeArrow({ schema, columns }: TypedTable): Uint8Array {
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
