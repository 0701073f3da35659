import type { ColumnOrigin } from '../steps/step-draft.ts'
import { UnclearSql } from './unclear-sql.ts'

/** A column of a table or query inside a statement, and the input columns it is made of. */
export interface TracedColumn {
  /** Folded; null for an expression without a name of its own. */
  readonly name: string | null
  readonly origins: readonly ColumnOrigin[]
}

/** A table in a FROM. */
export interface TracedSource {
  readonly alias: string | null
  readonly columns: readonly TracedColumn[]
  /** Columns a star leaves out, because a join by USING gave them to the table before. */
  readonly merged: ReadonlySet<string>
}

/** What names may refer to. */
export interface TracedScope {
  /** The inputs of the step and the queries of WITH, by folded name. */
  readonly tables: ReadonlyMap<string, readonly TracedColumn[]>
  /** The tables of the queries around. */
  readonly outer: readonly TracedSource[]
}

/** Each origin once. */
export function uniqueOrigins(origins: readonly ColumnOrigin[]): readonly ColumnOrigin[] {
  const byKey = new Map(origins.map((origin) => [`${origin.input} ${origin.column}`, origin]))
  return [...byKey.values()]
}

/** The columns of a query that others select from: each needs a name, and one of its own. */
export function asTable(columns: readonly TracedColumn[]): readonly TracedColumn[] {
  const names = new Set(columns.map(({ name }) => name))
  if (names.has(null) || names.size < columns.length) throw new UnclearSql('names of a table')
  return columns
}
