import {
  problem,
  warning,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { cellSql } from './read-cell.ts'
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

type Settings = StepSettings['map']

/** The narrowest type that holds every new value, and the old ones where they stay. */
function resultType(settings: Settings, column: Column): string {
  const written = settings.pairs.map((pair) => pair.to)
  if (settings.otherwise === 'value') written.push(settings.other)
  const holds = (type: string) =>
    written.every((text) => text === '' || cellSql(text, type) !== null)
  if (settings.otherwise === 'keep') return holds(column.type) ? column.type : 'VARCHAR'
  return ['BIGINT', 'DOUBLE', 'DATE', 'VARCHAR'].find(holds) ?? 'VARCHAR'
}

function mapSql(settings: Settings, column: Column, type: string, problems: Problem[]): string {
  const name = quoteName(column.name)
  const to = (text: string) =>
    text === '' ? `CAST(NULL AS ${type})` : (cellSql(text, type) ?? 'NULL')
  const cases = settings.pairs.flatMap(({ id, from, to: written }) => {
    if (from === '') return [`WHEN ${name} IS NULL THEN ${to(written)}`]
    const value = cellSql(from, column.type)
    if (value !== null) return [`WHEN ${name} = ${value} THEN ${to(written)}`]
    const args = { value: from.slice(0, 60), column: column.name, type: column.type }
    problems.push(problem('table.cell-unfit', args, { setting: 'pairs', item: id }))
    return []
  })
  const rest = {
    keep: castSql(name, column.type, type),
    empty: `CAST(NULL AS ${type})`,
    value: to(settings.other),
  }
  const last = rest[settings.otherwise]
  return cases.length === 0 ? last : `CASE ${cases.join(' ')} ELSE ${last} END`
}

/** Values of a column replaced by others, in place or in a new column. */
export function compileMap(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const column = findColumn(input.schema, settings.column, { setting: 'column' }, problems)
  if (!column) return brokenDraft(problems)
  if (settings.pairs.length === 0)
    problems.push(warning('map.pairs-missing', {}, { setting: 'pairs' }))
  if (familyOf(column.type) === 'other')
    problems.push(
      problem('step.type-unfit', { column: column.name, type: column.type }, { setting: 'column' }),
    )
  if (settings.name !== '') checkName(settings.name, { setting: 'name' }, new Set(), problems)
  const type = resultType(settings, column)
  const sql = mapSql(settings, column, type, problems)
  const name = settings.name || column.name
  const made = { name, sql, type, origins: originsIn(input, [column.name]) }
  const columns = withColumn(passColumns(input), made)
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: 'values' },
  )
}
