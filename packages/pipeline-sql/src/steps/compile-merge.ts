import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import {
  checkName,
  draftOf,
  findColumns,
  originsIn,
  passColumns,
  selectList,
  withColumn,
  type StepDraft,
} from './step-draft.ts'

/** Several columns written into one text, with a separator between; empty cells are left out. */
export function compileMerge(settings: StepSettings['merge'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const merged = findColumns(settings.columns, 'columns', input, problems)
  if (settings.columns.length === 0)
    problems.push(problem('merge.columns-missing', {}, { setting: 'columns' }))
  checkName(settings.name, { setting: 'name' }, new Set(), problems)
  const texts = merged.map(({ name, type }) => castSql(quoteName(name), type, 'VARCHAR'))
  const sql = `concat_ws(${[quoteText(settings.separator), ...texts].join(', ')})`
  const names = merged.map((column) => column.name)
  const made = { name: settings.name, sql, type: 'VARCHAR', origins: originsIn(input, names) }
  const kept = passColumns(input).filter(({ name }) => settings.keep || !names.includes(name))
  const columns = withColumn(kept, made)
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: 'values' },
  )
}
