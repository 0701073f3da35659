import { cellNumber, typeFamily, type ResultTable } from '@weft/query-engine'

const mostRows = 500

/** How many decimals the fractions of a column need to say something; null for whole numbers and for words. */
export function columnDecimals(table: ResultTable, column: number): number | null {
  if (typeFamily(table.schema[column]?.type ?? '') !== 'number') return null
  const rows = Math.min(table.rows, mostRows)
  const values = Array.from({ length: rows }, (_, row) => cellNumber(table.cell(row, column)))
  const known = values.filter((value) => value !== null)
  const needed = Math.max(0, ...known.map(writtenDecimals))
  if (needed === 0) return null
  const largest = Math.max(...known.map((value) => Math.abs(value)))
  return Math.min(needed, largest >= 100 ? 1 : largest >= 1 ? 2 : 4)
}

/** Twelve digits hide what binary fractions add. */
function writtenDecimals(value: number): number {
  return String(Number(value.toPrecision(12))).split('.')[1]?.length ?? 0
}
