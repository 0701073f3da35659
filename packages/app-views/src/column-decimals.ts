import { cellNumber, typeFamily, type ResultTable } from '@weft/query-engine'

const mostRows = 500

/** How many decimals the fractions of a column need to say something; null for whole numbers and for words. */
export function columnDecimals(table: ResultTable, column: number): number | null {
  if (typeFamily(table.schema[column]?.type ?? '') !== 'number') return null
  const rows = Math.min(table.rows, mostRows)
  const values = Array.from({ length: rows }, (_, row) => cellNumber(table.cell(row, column)))
  const known = values.filter((value) => value !== null)
  if (known.every((value) => Number.isInteger(value))) return null
  const largest = Math.max(...known.map((value) => Math.abs(value)))
  return largest >= 100 ? 1 : largest >= 1 ? 2 : 4
}
