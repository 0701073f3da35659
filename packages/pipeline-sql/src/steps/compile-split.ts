import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql } from '../column-types.ts'
import { groupsIn, isPattern } from '../expressions/pattern.ts'
import { quoteName, quoteText } from '../quoting.ts'
import {
  brokenDraft,
  checkName,
  draftOf,
  findColumn,
  originsIn,
  passColumns,
  selectList,
  withColumn,
  type StepDraft,
} from './step-draft.ts'

type Settings = StepSettings['split']

function checkCut(settings: Settings, problems: Problem[]): void {
  if (settings.how === 'separator') {
    if (settings.separator === '')
      problems.push(problem('split.separator-missing', {}, { setting: 'separator' }))
  } else if (!isPattern(settings.pattern))
    problems.push(problem('split.pattern-unfit', {}, { setting: 'pattern' }))
  else {
    const groups = groupsIn(settings.pattern)
    for (const { id, index } of settings.parts)
      if (index > Math.max(groups, 1))
        problems.push(
          problem('split.group-missing', { index, groups }, { setting: 'parts', item: id }),
        )
  }
}

function pieceSql(settings: Settings, text: string, index: number): string {
  if (settings.how === 'separator')
    return `nullif(split_part(${text}, ${quoteText(settings.separator)}, ${String(index)}), '')`
  const group = groupsIn(settings.pattern) === 0 ? 0 : index
  return `nullif(regexp_extract(${text}, ${quoteText(settings.pattern)}, ${String(group)}), '')`
}

/** One column cut into several, at a separator or by the groups of a pattern; a missing piece is empty. */
export function compileSplit(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const column = findColumn(input.schema, settings.column, { setting: 'column' }, problems)
  checkCut(settings, problems)
  if (settings.parts.length === 0)
    problems.push(problem('split.parts-missing', {}, { setting: 'parts' }))
  if (!column) return brokenDraft(problems)
  const text = castSql(quoteName(column.name), column.type, 'VARCHAR')
  const taken = new Set<string>()
  let columns = passColumns(input)
  if (!settings.keep) columns = columns.filter(({ name }) => name !== column.name)
  for (const { id, name, index } of settings.parts) {
    checkName(name, { setting: 'parts', item: id }, taken, problems)
    const sql = pieceSql(settings, text, index)
    const made = { name, sql, type: 'VARCHAR', origins: originsIn(input, [column.name]) }
    columns = withColumn(columns, made)
  }
  const sql = `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`
  return draftOf(problems, columns, sql, input.ordered, { reach: 'values' })
}
