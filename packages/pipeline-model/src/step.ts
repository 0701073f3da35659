import type { Id, LocalText } from '@weft/kernel'

export type StepId = Id<'st'>
export type EdgeId = Id<'ed'>
export type PipelineId = Id<'pl'>

/** An entry of a list setting; entries are kept apart in the document so that two people can edit two of them. */
export interface ListItem {
  readonly id: Id<'it'>
}

export interface SelectedColumn extends ListItem {
  readonly column: string
  /** The new name, or null to keep the name. */
  readonly name: string | null
  /** The type to cast to, or null to keep the type. */
  readonly cast: string | null
  /** False drops the column. */
  readonly keep: boolean
}

export type ComparisonOperator =
  | 'equals'
  | 'not-equals'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'
  | 'contains'
  | 'starts-with'
  | 'one-of'
  | 'is-empty'
  | 'is-not-empty'

export interface Condition extends ListItem {
  readonly column: string
  readonly operator: ComparisonOperator
  /** The value as written; for `one-of` several, separated by commas. Unused by `is-empty` and `is-not-empty`. */
  readonly value: string
}

export interface ComputedColumn extends ListItem {
  readonly name: string
  /** A text of the expression language (`docs/specs/expressions.md`). */
  readonly expression: string
}

export interface JoinKey extends ListItem {
  readonly left: string
  readonly right: string
}

export interface GroupColumn extends ListItem {
  readonly column: string
}

export type AggregateFunction =
  'count' | 'count-distinct' | 'sum' | 'average' | 'median' | 'min' | 'max' | 'stddev'

export interface Aggregate extends ListItem {
  readonly function: AggregateFunction
  /** The column; null only for `count`, which then counts rows. */
  readonly column: string | null
  readonly name: string
}

export interface SortKey extends ListItem {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** The settings of every kind of step. */
export interface StepSettings {
  readonly dataset: { readonly dataset: string | null }
  readonly select: {
    readonly columns: readonly SelectedColumn[]
    /** What happens to columns not listed: kept after the listed ones, or dropped. */
    readonly others: 'keep' | 'drop'
  }
  readonly filter: {
    readonly match: 'all' | 'any'
    readonly conditions: readonly Condition[]
    /** A condition in the expression language, or empty; it holds in addition to the list. */
    readonly expression: string
  }
  readonly compute: { readonly columns: readonly ComputedColumn[] }
  readonly join: {
    readonly kind: 'inner' | 'left' | 'right' | 'full'
    readonly keys: readonly JoinKey[]
    /** Added to a right column whose name the left side has already. */
    readonly suffix: string
  }
  readonly group: {
    readonly by: readonly GroupColumn[]
    readonly aggregates: readonly Aggregate[]
  }
  readonly sort: {
    readonly keys: readonly SortKey[]
    /** Keep only the first rows (top-N), or null for all. */
    readonly limit: number | null
  }
  readonly union: { readonly match: 'name' | 'position'; readonly distinct: boolean }
  /** One SELECT; its inputs are the tables `input_1`, `input_2`, … in the order of the edges. */
  readonly sql: { readonly sql: string }
  /** `name` is what apps and releases call this table. */
  readonly output: { readonly name: string }
}

export type StepKind = keyof StepSettings

/** One node of a pipeline. An empty title is shown as the kind's own name. */
export interface StepOf<K extends StepKind> {
  readonly id: StepId
  readonly kind: K
  readonly title: LocalText
  readonly settings: StepSettings[K]
}

export type Step = { [K in StepKind]: StepOf<K> }[StepKind]

/** Where an edge ends: `in` for one or many equal inputs, `left` and `right` for a join. */
export type InputPort = 'in' | 'left' | 'right'

export interface Edge {
  readonly id: EdgeId
  readonly from: StepId
  readonly to: StepId
  readonly port: InputPort
  /** Fractional index: the order of several edges into one port. */
  readonly order: string
}

export interface Position {
  readonly x: number
  readonly y: number
}

/** An immutable picture of a pipeline. `edges` are sorted by (to, port, order, id); positions carry no meaning. */
export interface Pipeline {
  readonly id: PipelineId
  readonly title: LocalText
  readonly steps: Readonly<Record<StepId, Step>>
  readonly edges: readonly Edge[]
  readonly positions: Readonly<Record<StepId, Position>>
}
