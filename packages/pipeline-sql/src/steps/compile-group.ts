import {
  foldName,
  freeName,
  problem,
  type Aggregate,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import { figureFits, figureSql } from './figure-sql.ts'
import {
  checkName,
  draftOf,
  findColumn,
  originsIn,
  selectList,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['group']

interface Filter {
  readonly sql: string
  readonly columns: readonly string[]
}

function filterOf(
  { id, where }: Aggregate,
  input: StepInput,
  { parameters }: CompileScope,
  problems: Problem[],
): Filter {
  if (where.trim() === '') return { sql: '', columns: [] }
  const place = { setting: 'aggregates', item: id }
  const checked = checkExpression(where, input.schema, place, parameters)
  if (!checked.ok) problems.push(checked.problem)
  else if (checked.value.type !== 'BOOLEAN')
    problems.push(problem('filter.not-a-condition', { type: checked.value.type }, place))
  else return { sql: ` FILTER (WHERE ${checked.value.sql})`, columns: checked.value.columns }
  return { sql: '', columns: [] }
}

/** An order of all rows, the chosen column first, forwards or backwards. */
function orderOf(first: Column | null, input: StepInput, direction: 'ASC' | 'DESC'): string {
  const rest = input.schema.filter((column) => column !== first)
  const terms = [...(first ? [first] : []), ...rest].map(
    (column) => `${quoteName(column.name)} ${direction} NULLS LAST`,
  )
  return `ORDER BY ${terms.join(', ')}`
}

function aggregateColumn(
  aggregate: Aggregate,
  scope: CompileScope,
  problems: Problem[],
): DraftColumn | null {
  const input = scope.at('in')
  const place = { setting: 'aggregates', item: aggregate.id }
  const filter = filterOf(aggregate, input, scope, problems)
  const { name } = aggregate
  if (aggregate.column === null && aggregate.function === 'count') {
    const origins = originsIn(input, filter.columns)
    return { name, sql: `count(*)${filter.sql}`, type: 'BIGINT', origins }
  }
  const column = findColumn(input.schema, aggregate.column, place, problems)
  if (!column) return null
  if (!figureFits(aggregate.function, column.type)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('group.aggregate-unfit', args, place))
    return null
  }
  const isOrdered = aggregate.function === 'first' || aggregate.function === 'last'
  const order =
    isOrdered && aggregate.order !== null
      ? findColumn(input.schema, aggregate.order, place, problems)
      : null
  const figure = figureSql(aggregate.function, column, filter.sql, {
    share: aggregate.share,
    separator: aggregate.separator,
    order: orderOf(order, input, 'ASC'),
    reverse: orderOf(order, input, 'DESC'),
  })
  const reads = [column.name, ...filter.columns, ...(order ? [order.name] : [])]
  return { name, ...figure, origins: originsIn(input, reads) }
}

function groupColumns(
  settings: Settings,
  input: StepInput,
  problems: Problem[],
): readonly DraftColumn[] {
  const seen = new Set<Column>()
  return settings.by.flatMap((item): readonly DraftColumn[] => {
    const place = { setting: 'by', item: item.id }
    const column = findColumn(input.schema, item.column, place, problems)
    if (!column) return []
    if (seen.has(column))
      problems.push(problem('group.column-twice', { column: column.name }, place))
    seen.add(column)
    return [{ ...column, sql: quoteName(column.name), origins: originsIn(input, [column.name]) }]
  })
}

/** Tells rows of subtotals from rows whose group is empty: 0 for a group, more the more is summed up. */
function totalsColumn(by: readonly DraftColumn[], taken: ReadonlySet<string>): DraftColumn {
  const sql = `grouping_id(${by.map((column) => column.sql).join(', ')})`
  return { name: freeName('totals_level', taken), type: 'BIGINT', sql, origins: [] }
}

/** One row per group with its figures; no order of rows is promised. */
export function compileGroup(settings: Settings, scope: CompileScope): StepDraft {
  const input = scope.at('in')
  const problems: Problem[] = []
  if (settings.by.length + settings.aggregates.length === 0)
    problems.push(problem('group.empty', {}, { setting: 'by' }))
  const by = groupColumns(settings, input, problems)
  const taken = new Set(by.map((column) => foldName(column.name)))
  const figures = settings.aggregates.flatMap((aggregate) => {
    checkName(aggregate.name, { setting: 'aggregates', item: aggregate.id }, taken, problems)
    return aggregateColumn(aggregate, scope, problems) ?? []
  })
  const totals = by.length > 0 && settings.totals !== 'none' ? settings.totals : null
  if (totals === 'cube' && by.length > 10)
    problems.push(problem('group.cube-too-large', { limit: 10 }, { setting: 'totals' }))
  const level = totals ? [totalsColumn(by, taken)] : []
  const columns = [...by, ...figures, ...level]
  const keys = by.map((column) => column.sql).join(', ')
  const groups =
    by.length === 0 ? '' : ` GROUP BY ${totals ? `${totals.toUpperCase()} (${keys})` : keys}`
  const sql = `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}${groups}`
  return draftOf(problems, columns, sql, by.length === 0)
}
