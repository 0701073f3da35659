import type { Cell } from './cell.ts'

/** What a column's type means to a reader. */
export type TypeFamily =
  'integer' | 'number' | 'text' | 'boolean' | 'date' | 'timestamp' | 'time' | 'nested' | 'other'

const families: Readonly<Record<string, TypeFamily>> = {
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  FLOAT: 'number',
  DOUBLE: 'number',
  DECIMAL: 'number',
  VARCHAR: 'text',
  UUID: 'text',
  ENUM: 'text',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  TIME: 'time',
  STRUCT: 'nested',
  MAP: 'nested',
  UNION: 'nested',
}

/** The family of a DuckDB type as the engine writes it. */
export function typeFamily(type: string): TypeFamily {
  if (type.endsWith(']')) return 'nested'
  const [name = ''] = type.split('(', 1)
  return families[name.trim()] ?? 'other'
}

/** A cell as a number for drawing, where rounding does no harm; null when it is none. */
export function cellNumber(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell !== 'string' || cell.trim() === '') return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}
