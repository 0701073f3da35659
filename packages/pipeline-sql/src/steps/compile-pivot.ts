import {
  foldName,
  problem,
  warning,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { figureFits, figureSql, type Figure } from './figure-sql.ts'
import { cellSql } from './read-cell.ts'
import {
  brokenDraft,
  checkName,
  draftOf,
  findColumn,
  findColumns,
  originsIn,
  selectList,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['pivot']

function figureOf(settings: Settings, column: Column | null, after: string): Figure | null {
  if (column) return figureSql(settings.function, column, after)
  return settings.function === 'count' ? { sql: `count(*)${after}`, type: 'BIGINT' } : null
}

function valueColumns(
  settings: Settings,
  names: Column,
  column: Column | null,
  input: StepInput,
  taken: Set<string>,
  problems: Problem[],
): readonly DraftColumn[] {
  const reads = column ? [names.name, column.name] : [names.name]
  return settings.values.flatMap(({ id, value, name }): readonly DraftColumn[] => {
    const place = { setting: 'values', item: id }
    checkName(name || value, place, taken, problems)
    const wanted = value === '' ? `CAST(NULL AS ${names.type})` : cellSql(value, names.type)
    if (wanted === null) {
      const args = { value: value.slice(0, 60), column: names.name, type: names.type }
      problems.push(problem('table.cell-unfit', args, place))
      return []
    }
    const after = ` FILTER (WHERE ${quoteName(names.name)} IS NOT DISTINCT FROM ${wanted})`
    const figure = figureOf(settings, column, after)
    return figure ? [{ ...figure, name: name || value, origins: originsIn(input, reads) }] : []
  })
}

function namesColumn(settings: Settings, input: StepInput, problems: Problem[]): Column | null {
  const place = { setting: 'names' }
  const names = findColumn(input.schema, settings.names, place, problems)
  if (names && familyOf(names.type) === 'other')
    problems.push(problem('step.type-unfit', { column: names.name, type: names.type }, place))
  return names
}

/** The column the figure is over; none where rows are counted. */
function figureColumn(settings: Settings, input: StepInput, problems: Problem[]): Column | null {
  if (settings.function === 'count' && settings.column === null) return null
  const place = { setting: 'column' }
  const column = findColumn(input.schema, settings.column, place, problems)
  if (column && !figureFits(settings.function, column.type)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('group.aggregate-unfit', args, place))
  }
  return column
}

/** Values of a column become columns; the probe `values` tells which values there are now. */
export function compilePivot(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const by = findColumns(settings.by, 'by', input, problems)
  const names = namesColumn(settings, input, problems)
  const column = figureColumn(settings, input, problems)
  if (!names || problems.length > 0) return brokenDraft(problems)
  if (settings.values.length === 0)
    problems.push(warning('pivot.values-missing', {}, { setting: 'values' }))
  const kept = by.map((one) => ({
    ...one,
    sql: quoteName(one.name),
    origins: originsIn(input, [one.name]),
  }))
  const taken = new Set(kept.map((one) => foldName(one.name)))
  const made = valueColumns(settings, names, column, input, taken, problems)
  if (kept.length + made.length === 0) problems.push(problem('group.empty', {}, { setting: 'by' }))
  const columns = [...kept, ...made]
  const groups = kept.length > 0 ? ` GROUP BY ${kept.map((one) => one.sql).join(', ')}` : ''
  const from = `FROM ${quoteName(input.table)}`
  const value = castSql(quoteName(names.name), names.type, 'VARCHAR')
  const probe = `SELECT DISTINCT ${value} AS value ${from} WHERE ${value} IS NOT NULL ORDER BY value LIMIT 201`
  const sql = `SELECT ${selectList(columns)} ${from}${groups}`
  return draftOf(problems, columns, sql, kept.length === 0, { probes: { values: probe } })
}
