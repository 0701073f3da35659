import { problem, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { orderBySql, rowOrder } from './order-sql.ts'
import { draftOf, passColumns, passedNames, type StepDraft } from './step-draft.ts'

const maxLimit = 1_000_000_000

const isLimit = (limit: number) => Number.isSafeInteger(limit) && limit >= 0 && limit <= maxLimit

/** Sorts rows; every column not named breaks ties, so that equal content always gives equal rows. */
export function compileSort(settings: StepSettings['sort'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const order = orderBySql(rowOrder(settings.keys, input, problems))
  const { limit } = settings
  if (limit !== null && !isLimit(limit))
    problems.push(problem('sort.limit-unfit', {}, { setting: 'limit' }))
  if (settings.keys.length === 0)
    problems.push(warning('sort.keys-missing', {}, { setting: 'keys' }))
  const end = limit === null ? '' : ` LIMIT ${String(limit)}`
  const sql = `SELECT ${passedNames(input)} FROM ${quoteName(input.table)} ${order}${end}`
  return draftOf(problems, passColumns(input), sql, true)
}
