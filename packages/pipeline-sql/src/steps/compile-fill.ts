import {
  problem,
  warning,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, isNumeric } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { orderBySql, partitionSql, rowOrder, type RowOrder } from './order-sql.ts'
import { cellSql } from './read-cell.ts'
import {
  draftOf,
  findColumn,
  findColumns,
  originsIn,
  passColumns,
  selectList,
  withColumn,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['fill']
type Item = Settings['columns'][number]

interface Neighbours {
  readonly input: StepInput
  readonly partition: string
  readonly order: RowOrder
  readonly problems: Problem[]
}

type Filled = Pick<DraftColumn, 'sql' | 'type'>

function valueOf(item: Item, { name, type }: Column, { problems }: Neighbours): Filled {
  const value = item.value === '' ? null : cellSql(item.value, type)
  if (value === null) {
    const args = { value: item.value.slice(0, 60), column: name, type }
    problems.push(problem('table.cell-unfit', args, { setting: 'columns', item: item.id }))
  }
  return { sql: `coalesce(${quoteName(name)}, ${value ?? 'NULL'})`, type }
}

function averageOf(item: Item, { name, type }: Column, near: Neighbours): Filled {
  const place = { setting: 'columns', item: item.id }
  if (!isNumeric(type))
    near.problems.push(problem('group.aggregate-unfit', { column: name, type }, place))
  const double = castSql(quoteName(name), type, 'DOUBLE')
  const call = item.how === 'mean' ? 'avg' : 'median'
  const over = `${call}(${double}) OVER (${near.partition.trim()})`
  return { sql: `coalesce(${double}, ${over})`, type: 'DOUBLE' }
}

function filledBy(item: Item, column: Column, near: Neighbours): Filled {
  const name = quoteName(column.name)
  const { type } = column
  const over = (frame: string) =>
    `OVER (${near.partition}${orderBySql(near.order)} ROWS BETWEEN ${frame})`
  const neighbour = (call: string, frame: string) => {
    if (near.order.keys.length === 0)
      near.problems.push(problem('fill.order-missing', {}, { setting: 'keys' }))
    return { sql: `coalesce(${name}, ${call}(${name} IGNORE NULLS) ${over(frame)})`, type }
  }
  switch (item.how) {
    case 'value':
      return valueOf(item, column, near)
    case 'mean':
    case 'median':
      return averageOf(item, column, near)
    case 'previous':
      return neighbour('last_value', 'UNBOUNDED PRECEDING AND CURRENT ROW')
    case 'next':
      return neighbour('first_value', 'CURRENT ROW AND UNBOUNDED FOLLOWING')
    case 'drop':
      return { sql: name, type }
  }
}

/** Empty cells filled with a value, an average or a neighbour's value, or their rows left out. */
export function compileFill(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const partition = partitionSql(findColumns(settings.by, 'by', input, problems))
  const near = { input, partition, order: rowOrder(settings.keys, input, problems), problems }
  if (settings.columns.length === 0)
    problems.push(warning('step.columns-none', {}, { setting: 'columns' }))
  const dropped: string[] = []
  let columns = passColumns(input)
  for (const item of settings.columns) {
    const place = { setting: 'columns', item: item.id }
    const column = findColumn(input.schema, item.column, place, problems)
    if (!column) continue
    if (item.how === 'drop') dropped.push(`${quoteName(column.name)} IS NOT NULL`)
    const reads = [column.name, ...settings.by.map((one) => one.column)]
    const origins = originsIn(input, item.how === 'drop' ? [column.name] : reads)
    columns = withColumn(columns, { name: column.name, ...filledBy(item, column, near), origins })
  }
  const where = dropped.length > 0 ? ` WHERE ${dropped.join(' AND ')}` : ''
  const sql = `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}${where}`
  const isRowwise = settings.columns.every(({ how }) => how === 'value' || how === 'drop')
  const within = dropped.length > 0 ? 'rows' : 'values'
  return draftOf(problems, columns, sql, input.ordered && settings.keys.length === 0, {
    reach: isRowwise ? within : 'all',
  })
}
