import type { Schema } from '@weft/pipeline-model'
import type { Cell } from './cell.ts'

/** The rows a query gave, kept as Arrow columns; the schema's types are the engine's own. */
export interface ResultTable {
  readonly schema: Schema
  readonly rows: number
  /** The value at a row and a column position; null also outside the table. */
  cell(row: number, column: number): Cell
}
