import { tableFromIPC, Type, type Column, type DataType } from '@uwdata/flechette'
import type { FileQuestion } from '../file-question.ts'
import type { RawColumn, RawTable } from '../raw-table.ts'
import { scaledText } from '../values/decimals.ts'
import { daysText, microsText } from '../values/moments.ts'
import { anyText, checkSize, declaredTable } from './declared-table.ts'

interface ArrowColumn {
  readonly type: string
  readonly text: (value: unknown) => string | null
}

const dayMs = 86_400_000

function momentText(value: unknown): string | null {
  // The library gives milliseconds with a fraction, which is exact to the microsecond for centuries.
  return typeof value === 'number' ? microsText(BigInt(Math.round(value * 1000))) : null
}

function dateText(value: unknown): string | null {
  return typeof value === 'number' ? daysText(Math.round(value / dayMs)) : null
}

function numberText(value: unknown): string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : anyText(value)
}

function wholeType(type: DataType): string {
  const isUnsignedLong =
    'bitWidth' in type && type.bitWidth === 64 && 'signed' in type && !type.signed
  return isUnsignedLong ? 'DECIMAL(20,0)' : 'BIGINT'
}

function decimalColumn(precision: number, scale: number): ArrowColumn {
  const text = (value: unknown) =>
    typeof value === 'bigint' || typeof value === 'number' ? scaledText(BigInt(value), scale) : null
  return { type: precision <= 38 ? `DECIMAL(${precision},${scale})` : 'VARCHAR', text }
}

function arrowColumn(type: DataType): ArrowColumn {
  if (type.typeId === Type.Dictionary) return arrowColumn(type.dictionary)
  if (type.typeId === Type.Decimal) return decimalColumn(type.precision, type.scale)
  if (type.typeId === Type.Bool) return { type: 'BOOLEAN', text: anyText }
  if (type.typeId === Type.Int) return { type: wholeType(type), text: anyText }
  if (type.typeId === Type.Float) return { type: 'DOUBLE', text: numberText }
  if (type.typeId === Type.Date) return { type: 'DATE', text: dateText }
  if (type.typeId === Type.Timestamp) return { type: 'TIMESTAMP', text: momentText }
  return { type: 'VARCHAR', text: anyText }
}

function readColumn(name: string, column: Column<unknown>): RawColumn {
  const { type, text } = arrowColumn(column.type)
  return { name, type, cells: cellsOf(column, text) }
}

function cellsOf(column: Column<unknown>, text: ArrowColumn['text']): (string | null)[] {
  const cells: (string | null)[] = []
  for (const value of column) cells.push(text(value))
  return cells
}

/** Reads an Arrow IPC stream or file. */
export async function readArrow({ bytes, limits, pace }: FileQuestion): Promise<RawTable> {
  const table = tableFromIPC(bytes, { useBigInt: true, useDecimalInt: true })
  checkSize(table.numRows, table.numCols, limits)
  const columns: RawColumn[] = []
  for (const [index, name] of table.names.entries()) {
    await pace.at(index / table.numCols)
    columns.push(readColumn(name, table.getChildAt(index)))
  }
  return declaredTable('arrow', table.numRows, columns)
}
