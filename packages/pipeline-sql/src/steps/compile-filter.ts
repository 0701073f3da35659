import { problem, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import { conditionSql } from './condition-sql.ts'
import { draftOf, findColumn, passColumns, type StepDraft, type StepInput } from './step-draft.ts'

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
export function compileFilter(settings: StepSettings['filter'], input: StepInput): StepDraft {
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
  const where = parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : ''
  const columns = passColumns(input, quoteName)
  const names = columns.map((column) => column.sql).join(', ')
  return draftOf(
    problems,
    columns,
    `SELECT ${names} FROM ${quoteName(input.table)}${where}`,
    input.ordered,
  )
}
