import { problem, type Problem, type ProblemPlace, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import {
  checkName,
  draftOf,
  originsIn,
  passColumns,
  selectList,
  withColumn,
  type StepDraft,
} from './step-draft.ts'

/** One column whose value depends on which case a row is. */
export function compileCases(
  settings: StepSettings['cases'],
  { at, parameters }: CompileScope,
): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const { name, branches, otherwise } = settings
  checkName(name, { setting: 'name' }, new Set(), problems)
  if (branches.length === 0) problems.push(problem('cases.empty', {}, { setting: 'branches' }))
  const check = (text: string, place: ProblemPlace, isCondition: boolean) => {
    const checked = checkExpression(text, input.schema, place, parameters)
    if (!checked.ok) problems.push(checked.problem)
    else if (isCondition && checked.value.type !== 'BOOLEAN')
      problems.push(problem('filter.not-a-condition', { type: checked.value.type }, place))
  }
  for (const { id, when, then } of branches) {
    const place = { setting: 'branches', item: id }
    check(when, place, true)
    check(then, place, false)
  }
  if (otherwise.trim() !== '') check(otherwise, { setting: 'otherwise' }, false)
  const lines = branches.map(({ when, then }) => `when (${when}) then (${then})`)
  const rest = otherwise.trim() === '' ? '' : ` else (${otherwise})`
  const whole = problems.length === 0 ? `case ${lines.join(' ')}${rest} end` : 'null'
  const checked = checkExpression(whole, input.schema, { setting: 'branches' }, parameters)
  if (!checked.ok) problems.push(checked.problem)
  const value = checked.ok ? checked.value : { sql: 'NULL', type: 'VARCHAR', columns: [] }
  const { sql, type } = value
  const made = { name, sql, type, origins: originsIn(input, value.columns) }
  const columns = withColumn(passColumns(input), made)
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: 'values' },
  )
}
