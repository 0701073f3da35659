import type { Schema } from '@weft/pipeline-model'
import { tableFromIPC, type Column as ArrowColumn } from '@uwdata/flechette'
import { cellReader, type CellReader } from './cell-reader.ts'
import type { Cell } from './cell.ts'

/** The rows a query gave, kept as Arrow columns; the schema's types are the engine's own. */
export interface ResultTable {
  readonly schema: Schema
  readonly rows: number
  /** The value at a row and a column position; null also outside the table. */
  cell(row: number, column: number): Cell
}

const exactly = { useBigInt: true, useDecimalInt: true, useBigIntTimestamp: true } as const

/** Reads the schema from the rows of a DESCRIBE. */
export function readSchema(description: Uint8Array): Schema {
  const table = tableFromIPC(description, exactly)
  const names = table.getChild('column_name')
  const types = table.getChild('column_type')
  return Array.from({ length: table.numRows }, (_, row) => ({
    name: String(names.at(row)),
    type: String(types.at(row)),
  }))
}

/** Reads an engine's Arrow answer as a table with this schema. */
export function readResultTable(schema: Schema, parts: readonly Uint8Array[]): ResultTable {
  const table = tableFromIPC([...parts], exactly)
  const columns = schema.map((_, position) => {
    const column: ArrowColumn<unknown> = table.getChildAt(position)
    return { column, read: cellReader(column.type) }
  })
  return tableOver(schema, table.numRows, columns)
}

function tableOver(
  schema: Schema,
  rows: number,
  columns: readonly { readonly column: ArrowColumn<unknown>; readonly read: CellReader }[],
): ResultTable {
  return {
    schema,
    rows,
    cell: (row, position) => {
      const entry = columns[position]
      if (!entry || row < 0 || row >= rows) return null
      return entry.read(entry.column.at(row))
    },
  }
}
