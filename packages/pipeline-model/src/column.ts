/** A column's name and its DuckDB type as the engine writes it, e.g. `VARCHAR`, `DECIMAL(18,2)`. */
export interface Column {
  readonly name: string
  readonly type: string
}

/** The columns of a table, in order. */
export type Schema = readonly Column[]
