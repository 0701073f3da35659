import { problem, type Problem, type SelectedColumn, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { canCast, castSql, parseCastType } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import {
  checkName,
  draftOf,
  findColumn,
  passColumns,
  takeName,
  type DraftColumn,
  type Reach,
  type StepDraft,
} from './step-draft.ts'

function castColumn(column: DraftColumn, item: SelectedColumn, problems: Problem[]): DraftColumn {
  if (item.cast === null || item.cast === '') return column
  const place = { setting: 'columns', item: item.id }
  const type = parseCastType(item.cast)
  if (type === null) {
    problems.push(problem('step.type-unknown', { type: item.cast }, place))
    return column
  }
  if (column.type !== type && !canCast(column.type, type)) {
    const args = { column: column.name, from: column.type, to: type }
    problems.push(problem('step.cast-impossible', args, place))
    return column
  }
  return { ...column, type, sql: castSql(column.sql, column.type, type) }
}

/** What is new about the columns: their names alone, or some of their values. */
function reachOf(columns: readonly DraftColumn[], passed: readonly DraftColumn[]): Reach {
  const plain = new Set(passed.map(({ sql }) => sql))
  return columns.every(({ sql }) => plain.has(sql)) ? 'names' : 'values'
}

/** Picks, renames and converts columns; listed ones come first, in the order of the list. */
export function compileSelect(settings: StepSettings['select'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const all = passColumns(input)
  const listed = new Set<string>()
  const taken = new Set<string>()
  const columns: DraftColumn[] = []
  for (const item of settings.columns) {
    const place = { setting: 'columns', item: item.id }
    const found = findColumn(input.schema, item.column, place, problems)
    const column = all.find((entry) => entry.name === found?.name)
    if (!column) continue
    listed.add(column.name)
    if (!item.keep) continue
    const name = item.name ?? column.name
    const claim = item.name === null ? takeName : checkName
    claim(name, place, taken, problems)
    columns.push({ ...castColumn(column, item, problems), name })
  }
  const others = settings.others === 'keep' ? all.filter(({ name }) => !listed.has(name)) : []
  for (const column of others) {
    takeName(column.name, { setting: 'others' }, taken, problems)
    columns.push(column)
  }
  if (columns.length === 0 && problems.length === 0)
    problems.push(problem('select.nothing-left', {}, { setting: 'columns' }))
  const list = columns.map((column) => `${column.sql} AS ${quoteName(column.name)}`)
  return draftOf(
    problems,
    columns,
    `SELECT ${list.join(', ')} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: reachOf(columns, all) },
  )
}
