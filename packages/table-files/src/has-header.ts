import { valueReaders } from './values/value-readers.ts'

const plainValue = ['BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'BOOLEAN'] as const

/** Whether a first row looks like names: text in every cell, none twice, no value among them. */
export function looksLikeHeader(cells: readonly (string | null)[]): boolean {
  if (cells.length === 0) return false
  const written = cells.filter((cell) => cell !== null && cell.trim() !== '')
  // One or two columns without a name occur; a row mostly of gaps is a title or a value row.
  if (written.length * 2 <= cells.length) return false
  if (new Set(written).size < written.length) return false
  return written.every(
    (cell) => cell !== null && plainValue.every((type) => valueReaders[type](cell) === undefined),
  )
}
