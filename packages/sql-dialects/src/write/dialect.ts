import type { Schema } from '@weft/pipeline-model'
import type { Call, Value } from '../parse/sql-tree.ts'

/** The databases a pipeline can be written for. */
export const dialectNames = ['duckdb', 'postgres', 'spark', 'trino'] as const

export type DialectName = (typeof dialectNames)[number]

/** A value in the other dialect, with the type it had in the engine. */
export interface Typed {
  readonly sql: string
  readonly type: string
  readonly node: Value
  /** Whether it can stand beside an operator without brackets. */
  readonly isWhole: boolean
  /** Whether it is a column of a table of the script, which is ordered as the engine orders. */
  readonly isStored: boolean
}

/** What statements need beside themselves. */
export interface Needs {
  /** Functions that the script makes before its first statement. */
  readonly functions: Set<string>
  /** What is carried over with a difference that is said, by code. */
  readonly notes: Set<string>
}

/** A call with its parts written. */
export interface WrittenCall {
  readonly call: Call
  readonly args: readonly Typed[]
  /** The terms of its own ORDER BY. */
  readonly order: string
  /** FILTER and OVER, with a space before each. */
  readonly after: string
  readonly filter: string | null
  readonly isWindow: boolean
  readonly dialect: Dialect
  readonly needs: Needs
}

/** Writes one function. */
export type CallWriter = (call: WrittenCall) => { readonly sql: string; readonly type: string }

/** A join that gives a row for each entry of lists. */
export interface Unnesting {
  readonly join: string
  readonly entries: readonly string[]
  readonly place: string
}

/** How one database writes what the engine means. */
export interface Dialect {
  readonly name: Exclude<DialectName, 'duckdb'>
  /** As people call it. */
  readonly title: string
  readonly formatter: 'postgresql' | 'spark' | 'trino'
  readonly longestName: number | null
  readonly fullJoinNeedsEqual: boolean
  readonly knowsLateral: boolean
  readonly knowsBagSets: boolean
  readonly quoteName: (name: string) => string
  readonly quoteText: (text: string) => string
  typeName(type: string): string | null
  cast(value: Typed, type: string, tries: boolean, needs: Needs): string
  /** A text made comparable as the engine compares texts. */
  binary(sql: string): string
  /** What stands before the first statement. */
  preamble(functions: ReadonlySet<string>): string
  /** The statement that makes a table of a SELECT. */
  create(
    table: string,
    columns: readonly { readonly name: string; readonly type: string }[],
    select: string,
  ): string
  readonly calls: Readonly<Record<string, CallWriter>>
  like(operand: Typed, pattern: Typed, exact: boolean, needs: Needs): string
  limits(most: string | null, skipped: string | null): string
  interval(amount: number, unit: string): string
  /** A moment moved by an interval. */
  shift(moment: string, sign: '+' | '-', interval: string): string
  dayArithmetic(operator: '+' | '-', day: string, other: Typed): string
  list(items: readonly string[], type: string): string
  slice(operand: Typed, from: string | null, to: string | null, needs: Needs): string
  transform(list: string, parameter: string, body: string): string | null
  unnest(lists: readonly string[]): Unnesting
  series(name: string, args: readonly Typed[]): string | null
  remainder(type: string): boolean
  is(operand: string, what: 'NULL' | 'TRUE' | 'FALSE', negated: boolean): string
  compare(operator: string, left: string, right: string): string
  /** Refuses a calculation whose digits this database would not keep. */
  checkDecimal(operator: string, left: string, right: string): void
}

/** A table that statements read: its name in the script and its columns. */
export interface KnownTable {
  readonly name: string
  readonly schema: Schema
}
