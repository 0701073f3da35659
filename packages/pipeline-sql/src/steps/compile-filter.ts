import { problem, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import { conditionSql } from './condition-sql.ts'
import {
  draftOf,
  findColumn,
  passColumns,
  portOf,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

function expressionSql(text: string, input: StepInput, problems: Problem[]): string | null {
  if (text.trim() === '') return null
  const place = { setting: 'expression' }
  const checked = checkExpression(text, input.schema, place)
  if (!checked.ok) {
    problems.push(checked.problem)
    return null
  }
  if (checked.value.type === 'BOOLEAN') return checked.value.sql
  problems.push(problem('filter.not-a-condition', { type: checked.value.type }, place))
  return null
}

/** Keeps the rows that meet the listed conditions and the expression. */
export function compileFilter(settings: StepSettings['filter'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const listed = settings.conditions.flatMap((condition) => {
    const place = { setting: 'conditions', item: condition.id }
    const column = findColumn(input.schema, condition.column, place, problems)
    return (column && conditionSql(column, condition, problems)) ?? []
  })
  const expression = expressionSql(settings.expression, input, problems)
  if (settings.conditions.length === 0 && settings.expression.trim() === '')
    problems.push(warning('filter.empty', {}, { setting: 'conditions' }))
  const list = listed.join(settings.match === 'all' ? ' AND ' : ' OR ')
  const parts = [list && `(${list})`, expression].filter(Boolean)
  const columns = passColumns(input)
  const names = columns.map((column) => column.sql).join(', ')
  const all = `SELECT ${names} FROM ${quoteName(input.table)}`
  const where = parts.join(' AND ')
  const rest = portOf(columns, `${all} WHERE ${where ? `(${where}) IS NOT TRUE` : 'FALSE'}`)
  const sql = where ? `${all} WHERE ${where}` : all
  return draftOf(problems, columns, sql, input.ordered, { asides: { rest } })
}
