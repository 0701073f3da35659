import type { CellProblem, ColumnChoice, FileReading } from '@weft/table-files'

/** What a person sees of a file before its table is taken. */
export interface TablePreview {
  readonly reading: FileReading
  /** What is to become of each column of the file. */
  readonly choices: readonly ColumnChoice[]
  /** The names as the file gives them. */
  readonly fileNames: readonly string[]
  readonly rows: number
  readonly first: readonly { readonly number: number; readonly cells: readonly (string | null)[] }[]
  /** The cells that do not fit, as `row column`. */
  readonly unfit: readonly string[]
  /** The first problems, by row. */
  readonly problems: readonly CellProblem[]
  readonly problemCount: number
  readonly problemsByColumn: readonly number[]
}
