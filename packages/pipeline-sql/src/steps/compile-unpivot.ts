import {
  foldName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import {
  brokenDraft,
  checkName,
  draftOf,
  findColumns,
  originsIn,
  passColumns,
  selectList,
  type StepDraft,
} from './step-draft.ts'

/** The type all these columns share; text when they share no other. */
function sharedType(columns: readonly Column[]): string {
  let type = columns[0]?.type ?? 'VARCHAR'
  for (const column of columns) type = commonType(type, column.type) ?? 'VARCHAR'
  return familyOf(type) === 'other' ? 'VARCHAR' : type
}

/** Columns become rows: one for each chosen column, with its name and its value. */
export function compileUnpivot(settings: StepSettings['unpivot'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const turned = findColumns(settings.columns, 'columns', input, problems)
  if (settings.columns.length === 0)
    problems.push(problem('unpivot.columns-missing', {}, { setting: 'columns' }))
  const names = turned.map((column) => column.name)
  const kept = passColumns(input).filter(({ name }) => !names.includes(name))
  const taken = new Set(kept.map(({ name }) => foldName(name)))
  checkName(settings.name, { setting: 'name' }, taken, problems)
  checkName(settings.value, { setting: 'value' }, taken, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const type = sharedType(turned)
  const values = turned.map((one) => castSql(quoteName(one.name), one.type, type))
  const columns = [
    ...kept,
    {
      name: settings.name,
      type: 'VARCHAR',
      sql: `unnest([${names.map(quoteText).join(', ')}])`,
      origins: [],
    },
    {
      name: settings.value,
      type,
      sql: `unnest([${values.join(', ')}])`,
      origins: originsIn(input, names),
    },
  ]
  const all = `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`
  const list = columns.map(({ name }) => quoteName(name)).join(', ')
  const sql =
    settings.empty === 'keep'
      ? all
      : `SELECT ${list} FROM (${all}) AS t WHERE ${quoteName(settings.value)} IS NOT NULL`
  return draftOf(problems, columns, sql, false)
}
