import {
  conditionTree,
  problem,
  warning,
  type ConditionTree,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import type { Parameters } from '../expressions/typed-expression.ts'
import { quoteName } from '../quoting.ts'
import { conditionSql } from './condition-sql.ts'
import {
  draftOf,
  findColumn,
  passColumns,
  passedNames,
  portOf,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['filter']

function expressionSql(
  text: string,
  input: StepInput,
  parameters: Parameters,
  problems: Problem[],
): string | null {
  if (text.trim() === '') return null
  const place = { setting: 'expression' }
  const checked = checkExpression(text, input.schema, place, parameters)
  if (!checked.ok) {
    problems.push(checked.problem)
    return null
  }
  if (checked.value.type === 'BOOLEAN') return checked.value.sql
  problems.push(problem('filter.not-a-condition', { type: checked.value.type }, place))
  return null
}

function groupSql(tree: ConditionTree, sqlOf: ReadonlyMap<string, string>): string {
  const parts = [
    ...tree.conditions.flatMap((one) => sqlOf.get(one.id) ?? []),
    ...tree.groups.map((one) => groupSql(one, sqlOf)),
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `(${parts.join(tree.match === 'all' ? ' AND ' : ' OR ')})`
}

/** Keeps the rows that meet the conditions and the expression; the other rows leave at `rest`. */
export function compileFilter(settings: Settings, { at, parameters }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const sqlOf = new Map<string, string>()
  for (const condition of settings.conditions) {
    const place = { setting: 'conditions', item: condition.id }
    const column = findColumn(input.schema, condition.column, place, problems)
    const sql = column && conditionSql(column, condition, input.schema, problems)
    if (sql) sqlOf.set(condition.id, sql)
  }
  const expression = expressionSql(settings.expression, input, parameters, problems)
  if (settings.conditions.length === 0 && settings.expression.trim() === '')
    problems.push(warning('filter.empty', {}, { setting: 'conditions' }))
  const listed = groupSql(conditionTree(settings), sqlOf)
  const where = [listed, expression].filter(Boolean).join(' AND ')
  const columns = passColumns(input)
  const all = `SELECT ${passedNames(input)} FROM ${quoteName(input.table)}`
  const rest = portOf(columns, `${all} WHERE ${where ? `(${where}) IS NOT TRUE` : 'FALSE'}`, 'rows')
  const sql = where ? `${all} WHERE ${where}` : all
  return draftOf(problems, columns, sql, input.ordered, {
    asides: { rest },
    reach: where ? 'rows' : 'names',
  })
}
