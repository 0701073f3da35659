import type { StepSettings } from './step-specs.ts'

/** A column chosen, renamed or converted. */
export type SelectedColumn = StepSettings['select']['columns'][number]
/** A condition of a filter. */
export type Condition = StepSettings['filter']['conditions'][number]
/** The settings that hold conditions and their groups. */
export type ConditionSettings = Pick<StepSettings['filter'], 'match' | 'conditions' | 'groups'>
/** How a condition compares. */
export type ComparisonOperator = Condition['operator']
/** A computed column. */
export type ComputedColumn = StepSettings['compute']['columns'][number]
/** A pair of columns that must match. */
export type JoinKey = StepSettings['join']['keys'][number]
/** A figure of a group. */
export type Aggregate = StepSettings['group']['aggregates'][number]
/** How a figure is worked out. */
export type AggregateFunction = Aggregate['function']
/** A column to sort by. */
export type SortKey = StepSettings['sort']['keys'][number]
