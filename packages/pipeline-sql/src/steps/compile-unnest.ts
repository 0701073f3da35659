import {
  foldName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { familyOf } from '../column-types.ts'
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
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['unnest']

function listOf(column: Column, separator: string): { sql: string; type: string } | null {
  const name = quoteName(column.name)
  if (column.type.endsWith('[]')) return { sql: name, type: column.type.slice(0, -2) }
  if (familyOf(column.type) !== 'text') return null
  return { sql: `string_split(${name}, ${quoteText(separator)})`, type: 'VARCHAR' }
}

function newColumns(
  settings: Settings,
  column: Column,
  list: { sql: string; type: string },
  input: StepInput,
): readonly DraftColumn[] {
  const origins = originsIn(input, [column.name])
  const isText = familyOf(column.type) === 'text'
  const entry = isText ? `trim(unnest(${list.sql}))` : `unnest(${list.sql})`
  const made: DraftColumn = {
    name: settings.name || column.name,
    type: list.type,
    sql: entry,
    origins,
  }
  if (settings.position === '') return [made]
  const place = `generate_subscripts(${list.sql}, 1)`
  return [made, { name: settings.position, type: 'BIGINT', sql: place, origins }]
}

/** One row for every entry of a list, or piece of a text; a row without any is left out. */
export function compileUnnest(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const column = findColumn(input.schema, settings.column, { setting: 'column' }, problems)
  const list = column && listOf(column, settings.separator)
  if (column && !list) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('unnest.column-unfit', args, { setting: 'column' }))
  }
  if (!column || !list) return brokenDraft(problems)
  const taken = new Set<string>()
  if (settings.name) checkName(settings.name, { setting: 'name' }, taken, problems)
  else taken.add(foldName(column.name))
  if (settings.position) checkName(settings.position, { setting: 'position' }, taken, problems)
  const columns = newColumns(settings, column, list, input).reduce(withColumn, passColumns(input))
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    false,
  )
}
