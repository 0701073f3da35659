import { problem, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { draftOf, findColumn, passColumns, type StepDraft, type StepInput } from './step-draft.ts'

const maxLimit = 1_000_000_000

function sortedBy(settings: StepSettings['sort'], input: StepInput, problems: Problem[]): string[] {
  const used = new Set<string>()
  const order: string[] = []
  for (const key of settings.keys) {
    const place = { setting: 'keys', item: key.id }
    const column = findColumn(input.schema, key.column, place, problems)
    if (!column || used.has(column.name)) continue
    used.add(column.name)
    const direction = key.direction === 'ascending' ? 'ASC' : 'DESC'
    order.push(`${quoteName(column.name)} ${direction} NULLS LAST`)
  }
  const rest = input.schema.filter((column) => !used.has(column.name))
  return [...order, ...rest.map((column) => `${quoteName(column.name)} ASC NULLS LAST`)]
}

const isLimit = (limit: number) => Number.isSafeInteger(limit) && limit >= 0 && limit <= maxLimit

/** Sorts rows; every column not named breaks ties, so that equal content always gives equal rows. */
export function compileSort(settings: StepSettings['sort'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const order = sortedBy(settings, input, problems)
  const { limit } = settings
  if (limit !== null && !isLimit(limit))
    problems.push(problem('sort.limit-unfit', {}, { setting: 'limit' }))
  if (settings.keys.length === 0)
    problems.push(warning('sort.keys-missing', {}, { setting: 'keys' }))
  const columns = passColumns(input, quoteName)
  const names = columns.map((column) => column.sql).join(', ')
  const end = limit === null ? '' : ` LIMIT ${String(limit)}`
  const sql = `SELECT ${names} FROM ${quoteName(input.table)} ORDER BY ${order.join(', ')}${end}`
  return draftOf(problems, columns, sql, true)
}
