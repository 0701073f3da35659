import type { ComparisonOperator, Condition, ConditionTree, Schema } from '@weft/pipeline-model'
import { familyOf, operatorFits } from '@weft/pipeline-sql'

/** The fields of a condition that people change. */
export interface ConditionPatch {
  readonly column?: string
  readonly operator?: ComparisonOperator
  readonly value?: string
  readonly against?: 'value' | 'column'
}

/** What people do to conditions, wherever they are kept; each is one step of undo. */
export interface ConditionEdits {
  /** Adds a condition on a column to a group. */
  addCondition: (group: string, column: string) => void
  setCondition: (condition: Condition, patch: ConditionPatch) => void
  removeCondition: (condition: Condition) => void
  /** Adds a group with one condition in it. */
  addGroup: (within: ConditionTree, column: string) => void
  setMatch: (group: ConditionTree, match: ConditionTree['match']) => void
  /** Removes a group and everything in it. */
  removeGroup: (group: ConditionTree) => void
}

const several: ReadonlySet<ComparisonOperator> = new Set(['one-of', 'not-one-of', 'between'])
const alone: ReadonlySet<ComparisonOperator> = new Set(['is-empty', 'is-not-empty'])

/** Whether a comparison needs something to compare with. */
export const takesValue = (operator: ComparisonOperator): boolean => !alone.has(operator)
/** Whether a comparison takes a list of values. */
export const takesSeveral = (operator: ComparisonOperator): boolean => several.has(operator)

/** Whether a comparison can be offered for a column; one that is not there takes any. */
export function isOffered(
  operator: ComparisonOperator,
  { column, against }: Pick<Condition, 'column' | 'against'>,
  schema: Schema | null,
): boolean {
  if (against === 'column' && several.has(operator)) return false
  const type = schema?.find(({ name }) => name === column)?.type
  return type === undefined || operatorFits(type, operator)
}

/** What changes with the column: a comparison that does not fit its type gives way. */
export function withColumn(
  condition: Condition,
  column: string,
  schema: Schema | null,
): ConditionPatch {
  const fits = isOffered(condition.operator, { ...condition, column }, schema)
  return fits ? { column } : { column, operator: 'equals' }
}

/** What changes when people compare with a column instead of a value, or the other way round. */
export function withAgainst(
  { operator }: Condition,
  against: Condition['against'],
): ConditionPatch {
  const fits = against === 'value' || !several.has(operator)
  return { against, value: '', ...(!fits && { operator: 'equals' as const }) }
}

/** The kind of input that fits a column's values. */
export function inputFor(column: string, schema: Schema | null): 'date' | 'text' {
  const type = schema?.find(({ name }) => name === column)?.type
  return type !== undefined && familyOf(type) === 'date' ? 'date' : 'text'
}

/** The two ends of “is between”, as they are written: separated by a comma. */
export function endsOf(value: string): readonly [string, string] {
  const [low = '', high = ''] = value.split(/[,\uff0c]/)
  return [low.trim(), high.trim()]
}
