import type { RawColumn, RawTable, TableFormat } from '../raw-table.ts'
import { RefusedFile } from '../refused-file.ts'
import { soundNames } from '../sound-names.ts'
import type { TableLimits } from '../table-limits.ts'

/** Refuses a table whose size, known before it is read, is over the limits. */
export function checkSize(rows: number, columns: number, limits: TableLimits): void {
  if (rows > limits.rows) throw new RefusedFile('too-many-rows', { limit: limits.rows })
  if (columns > limits.columns) throw new RefusedFile('too-many-columns', { limit: limits.columns })
  if (rows * columns > limits.cells)
    throw new RefusedFile('too-many-cells', { limit: limits.cells })
}

/** A table of a format that names its columns and their types itself. */
export function declaredTable(
  format: TableFormat,
  rows: number,
  columns: readonly RawColumn[],
): RawTable {
  const names = soundNames(columns.map(({ name }) => name))
  return {
    reading: { format, delimiter: null, encoding: null, header: null, sheet: null, sheets: [] },
    columns: columns.map((column, index) => ({ ...column, name: names[index] ?? '' })),
    rowNumbers: Array.from({ length: rows }, (_, index) => index + 1),
    problems: [],
  }
}

/** A value that no plain type fits, as text. */
export function anyText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return bytesText(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object') return `${value as number | bigint | boolean}`
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part instanceof Uint8Array ? bytesText(part) : part,
  )
}

function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}
