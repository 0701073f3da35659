import {
  problem,
  type AggregateFunction,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { familyOf, isNumeric } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { figureFits, figureSql } from './figure-sql.ts'
import { orderBySql, partitionSql, rowOrder, type RowOrder } from './order-sql.ts'
import {
  checkName,
  draftOf,
  findColumn,
  findColumns,
  originsIn,
  passColumns,
  selectList,
  withColumn,
  type StepDraft,
} from './step-draft.ts'

type Settings = StepSettings['window']
type Item = Settings['columns'][number]

interface Made {
  readonly sql: string
  readonly type: string
}

interface Around {
  readonly partition: string
  readonly order: RowOrder
  readonly problems: Problem[]
}

const ranks: Partial<Readonly<Record<Item['function'], Made>>> = {
  rank: { sql: 'rank()', type: 'BIGINT' },
  'dense-rank': { sql: 'dense_rank()', type: 'BIGINT' },
  'percent-rank': { sql: 'percent_rank()', type: 'DOUBLE' },
}

const figures: Partial<Readonly<Record<Item['function'], AggregateFunction>>> = {
  count: 'count',
  sum: 'sum',
  average: 'average',
  min: 'min',
  max: 'max',
}

/** How far a frame by range reaches: numbers for numbers, days for dates. */
function rangeSize(size: number, { columns: [key] }: RowOrder): string {
  return key && isNumeric(key.type) ? String(size) : `INTERVAL ${String(size)} DAY`
}

function frameSql(item: Item, { order, partition, problems }: Around): string {
  const all = orderBySql(order)
  if (item.frame === 'all')
    return ` OVER (${partition}${all} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`
  if (item.frame === 'running')
    return ` OVER (${partition}${all} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`
  const isRange = item.frame === 'range'
  const size = (value: number) => (isRange ? rangeSize(value, order) : String(value))
  const ends = `BETWEEN ${size(item.preceding)} PRECEDING AND ${size(item.following)} FOLLOWING`
  if (!isRange) return ` OVER (${partition}${all} ROWS ${ends})`
  const [key, second] = order.columns
  const fits =
    key && !second && (isNumeric(key.type) || ['date', 'timestamp'].includes(familyOf(key.type)))
  if (!fits) problems.push(problem('window.range-unfit', {}, { setting: 'columns', item: item.id }))
  return ` OVER (${partition}ORDER BY ${order.keys.join(', ')} RANGE ${ends})`
}

function overColumn(item: Item, column: Column, around: Around): Made | null {
  const name = quoteName(column.name)
  const { type } = column
  const whole = ` OVER (${around.partition}${orderBySql(around.order)})`
  if (item.function === 'lag' || item.function === 'lead')
    return { sql: `${item.function}(${name}, ${String(item.offset)})${whole}`, type }
  const frame = frameSql(item, around)
  if (item.function === 'first' || item.function === 'last')
    return { sql: `${item.function}_value(${name})${frame}`, type }
  const figure = Object.hasOwn(figures, item.function) ? figures[item.function] : undefined
  if (!figure) return null
  if (figureFits(figure, type)) return figureSql(figure, column, frame)
  const place = { setting: 'columns', item: item.id }
  around.problems.push(problem('group.aggregate-unfit', { column: column.name, type }, place))
  return null
}

function withoutColumn(item: Item, around: Around): Made | null {
  const { partition, order } = around
  const whole = ` OVER (${partition}${orderBySql(order)})`
  if (item.function === 'row-number') return { sql: `row_number()${whole}`, type: 'BIGINT' }
  if (item.function === 'ntile')
    return { sql: `ntile(${String(item.buckets)})${whole}`, type: 'BIGINT' }
  if (item.function === 'count' && item.column === null)
    return { sql: `count(*)${frameSql(item, around)}`, type: 'BIGINT' }
  const rank = Object.hasOwn(ranks, item.function) ? ranks[item.function] : undefined
  if (!rank) return null
  // Equals must be equal in rank, so nothing else may break the tie.
  if (order.keys.length === 0)
    around.problems.push(problem('window.order-missing', {}, { setting: 'keys' }))
  return {
    sql: `${rank.sql} OVER (${partition}ORDER BY ${order.keys.join(', ')})`,
    type: rank.type,
  }
}

/** Columns that tell of a row among its neighbours: its rank, the row before, a running sum. */
export function compileWindow(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const by = findColumns(settings.by, 'by', input, problems)
  const order = rowOrder(settings.keys, input, problems)
  const around = { partition: partitionSql(by), order, problems }
  const beside = [...by, ...order.columns].map((column) => column.name)
  if (settings.columns.length === 0)
    problems.push(problem('window.empty', {}, { setting: 'columns' }))
  const taken = new Set<string>()
  let columns = passColumns(input)
  for (const item of settings.columns) {
    const place = { setting: 'columns', item: item.id }
    checkName(item.name, place, taken, problems)
    let made = withoutColumn(item, around)
    const reads = [...beside]
    if (!made) {
      const column = findColumn(input.schema, item.column, place, problems)
      made = column && overColumn(item, column, around)
      if (column) reads.push(column.name)
    }
    if (made)
      columns = withColumn(columns, { ...made, name: item.name, origins: originsIn(input, reads) })
  }
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    false,
  )
}
