/** What is wrong with one cell or row. */
export type ProblemCode =
  | 'unfit'
  | 'row-short'
  | 'row-long'
  | 'quote-open'
  | 'excel-error'
  | 'formula-empty'
  | 'line-unreadable'
  | 'characters-lost'

/** Something in a file that was not taken over as it stands. */
export interface CellProblem {
  readonly code: ProblemCode
  /** The row as the file counts, from 1. */
  readonly row: number
  /** Place of the column in the file, or null when it is about the whole row. */
  readonly column: number | null
  /** What stands there. */
  readonly text: string
}

/** A column as it stands in the file, every cell in plain text; null where nothing stands. */
export interface RawColumn {
  readonly name: string
  readonly cells: readonly (string | null)[]
  /** The type the file itself gives; null when it has to be found out. */
  readonly type: string | null
}

/** The formats that can be read. */
export type TableFormat = 'csv' | 'json' | 'xlsx' | 'parquet' | 'arrow'

/** How a file was understood; each can be said instead. */
export interface FileReading {
  readonly format: TableFormat
  readonly delimiter: string | null
  readonly encoding: string | null
  /** Whether the first row names the columns; null where the format says so itself. */
  readonly header: boolean | null
  readonly sheet: string | null
  readonly sheets: readonly string[]
}

/** A file as a table of plain text. */
export interface RawTable {
  readonly reading: FileReading
  readonly columns: readonly RawColumn[]
  /** For each row, its number in the file. */
  readonly rowNumbers: readonly number[]
  readonly problems: readonly CellProblem[]
}
