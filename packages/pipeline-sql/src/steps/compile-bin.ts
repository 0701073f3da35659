import { problem, type Column, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, isNumeric } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import { orderBySql, rowOrder } from './order-sql.ts'
import { listParts } from './read-cell.ts'
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
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['bin']

interface Made {
  readonly sql: string
  readonly type: string
}

function edgesSql({ edges }: Settings, value: string, problems: Problem[]): Made {
  const parts = listParts(edges)
  const numbers = parts.map(Number)
  const isSound = numbers.every(
    (edge, index) => Number.isFinite(edge) && (index === 0 || edge > (numbers[index - 1] ?? edge)),
  )
  if (parts.length === 0 || !isSound)
    problems.push(problem('bin.edges-unfit', {}, { setting: 'edges' }))
  if (!isSound) return { sql: 'NULL', type: 'VARCHAR' }
  const words = (index: number) =>
    index === 0
      ? `< ${String(numbers[0])}`
      : `${String(numbers[index - 1])} – ${String(numbers[index] ?? '')}`
  const cases = numbers.map(
    (edge, index) =>
      `WHEN ${value} < CAST(${String(edge)} AS DOUBLE) THEN ${quoteText(words(index))}`,
  )
  const last = quoteText(`≥ ${String(numbers.at(-1) ?? '')}`)
  const sql = `CASE WHEN ${value} IS NULL THEN NULL ${cases.join(' ')} ELSE ${last} END`
  return { sql, type: 'VARCHAR' }
}

function binSql(settings: Settings, column: Column, input: StepInput, problems: Problem[]): Made {
  const name = quoteName(column.name)
  const value = castSql(name, column.type, 'DOUBLE')
  const count = String(settings.count)
  switch (settings.how) {
    case 'width': {
      const width = `CAST(${String(settings.width)} AS DOUBLE)`
      return { sql: `(floor(${value} / ${width}) * ${width})`, type: 'DOUBLE' }
    }
    case 'equal-width': {
      const [low, high] = [`min(${value}) OVER ()`, `max(${value}) OVER ()`]
      const place = `floor((${value} - ${low}) / nullif(${high} - ${low}, 0) * ${count})`
      const sql = `CASE WHEN ${value} IS NULL THEN NULL ELSE CAST(least(coalesce(${place}, 0), ${count} - 1) AS BIGINT) + 1 END`
      return { sql, type: 'BIGINT' }
    }
    case 'equal-count': {
      const { ties } = rowOrder([], input, problems)
      const order = orderBySql({ keys: [`${name} ASC`], ties })
      const sql = `CASE WHEN ${name} IS NULL THEN NULL ELSE ntile(${count}) OVER (PARTITION BY ${name} IS NULL ${order}) END`
      return { sql, type: 'BIGINT' }
    }
    case 'edges':
      return edgesSql(settings, value, problems)
  }
}

/** Numbers sorted into bins: by width (where the bin begins), into so many of equal width or size, or by edges. */
export function compileBin(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const column = findColumn(input.schema, settings.column, { setting: 'column' }, problems)
  checkName(settings.name, { setting: 'name' }, new Set(), problems)
  if (column && !isNumeric(column.type)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('group.aggregate-unfit', args, { setting: 'column' }))
  }
  if (!column || problems.length > 0) return brokenDraft(problems)
  const made = binSql(settings, column, input, problems)
  const origins = originsIn(input, [column.name])
  const columns = withColumn(passColumns(input), { ...made, name: settings.name, origins })
  const isStill = settings.how === 'width' || settings.how === 'edges'
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered && isStill,
    { reach: isStill ? 'values' : 'all' },
  )
}
