import {
  foldName,
  isOutputName,
  problem,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { draftOf, passColumns, type StepDraft } from './step-draft.ts'

/** Names a result for apps and releases; rows without an order of their own get one, so that releases can be compared. */
export function compileOutput(
  settings: StepSettings['output'],
  { at, outputNames: taken }: CompileScope,
): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const place = { setting: 'name' }
  const { name } = settings
  if (name === '') problems.push(problem('output.name-missing', {}, place))
  else if (!isOutputName(name)) problems.push(problem('output.name-unfit', {}, place))
  else if (taken.has(foldName(name))) problems.push(problem('output.name-taken', { name }, place))
  taken.add(foldName(name))
  const columns = passColumns(input, quoteName)
  const names = columns.map((column) => column.sql).join(', ')
  const order = columns.map((column) => `${column.sql} ASC NULLS LAST`).join(', ')
  const end = input.ordered ? '' : ` ORDER BY ${order}`
  return draftOf(problems, columns, `SELECT ${names} FROM ${quoteName(input.table)}${end}`, true)
}
