import {
  foldName,
  isOutputName,
  problem,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { parseCastType } from '../column-types.ts'
import {
  checkName,
  draftOf,
  passColumns,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

/** The columns a contract promises, in its order; all columns when there is none. */
function promised(
  settings: StepSettings['output'],
  input: StepInput,
  problems: Problem[],
): readonly DraftColumn[] {
  const columns = passColumns(input)
  if (settings.contract.length === 0) return columns
  const taken = new Set<string>()
  return settings.contract.flatMap(({ id, name, type }): readonly DraftColumn[] => {
    const place = { setting: 'contract', item: id }
    checkName(name, place, taken, problems)
    const found = columns.find((column) => column.name === name)
    if (!found) {
      problems.push(problem('output.column-missing', { column: name }, place))
      return []
    }
    if (found.type !== (parseCastType(type) ?? type)) {
      const args = { column: name, promised: type, type: found.type }
      problems.push(problem('output.type-differs', args, place))
    }
    return [found]
  })
}

/** Names a result for apps and releases; rows without an order of their own get one, so that releases can be compared. */
export function compileOutput(
  settings: StepSettings['output'],
  { at, outputNames: taken, isInside }: CompileScope,
): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const place = { setting: 'name' }
  const { name } = settings
  if (name === '') problems.push(problem('output.name-missing', {}, place))
  else if (!isOutputName(name)) problems.push(problem('output.name-unfit', {}, place))
  else if (taken.has(foldName(name))) problems.push(problem('output.name-taken', { name }, place))
  taken.add(foldName(name))
  const columns = promised(settings, input, problems)
  const names = columns.map((column) => column.sql).join(', ')
  const order = columns.map((column) => `${column.sql} ASC NULLS LAST`).join(', ')
  // Inside a subflow its rows go on to a step, which asks for an order where it needs one.
  if (isInside) {
    const same = settings.contract.length === 0 ? { same: input } : {}
    const sql = `SELECT ${names} FROM ${quoteName(input.table)}`
    return draftOf(problems, columns, sql, input.ordered, same)
  }
  const end = input.ordered ? '' : ` ORDER BY ${order}`
  return draftOf(problems, columns, `SELECT ${names} FROM ${quoteName(input.table)}${end}`, true)
}
