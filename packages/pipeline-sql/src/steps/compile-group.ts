import {
  foldName,
  problem,
  type Aggregate,
  type AggregateFunction,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { decimalShape, decimalType, familyOf, isNumeric } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import {
  checkName,
  draftOf,
  findColumn,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

interface Written {
  readonly sql: string
  readonly type: string
}

const huge = new Set(['HUGEINT', 'UHUGEINT', 'UBIGINT'])

// SUM of whole numbers is HUGEINT, which arrives in JavaScript as a decimal; BIGINT is exact and refuses to overflow.
function sumType(type: string): string {
  const shape = decimalShape(type)
  if (shape) return decimalType(38, shape.scale)
  if (familyOf(type) === 'float') return 'DOUBLE'
  return huge.has(type) ? 'HUGEINT' : 'BIGINT'
}

const writers: Readonly<
  Record<
    AggregateFunction,
    { readonly numeric: boolean; readonly write: (sql: string, type: string) => Written }
  >
> = {
  count: { numeric: false, write: (sql) => ({ sql: `count(${sql})`, type: 'BIGINT' }) },
  'count-distinct': {
    numeric: false,
    write: (sql) => ({ sql: `count(DISTINCT ${sql})`, type: 'BIGINT' }),
  },
  sum: {
    numeric: true,
    write: (sql, type) => ({ sql: `CAST(sum(${sql}) AS ${sumType(type)})`, type: sumType(type) }),
  },
  average: {
    numeric: true,
    write: (sql) => ({ sql: `avg(CAST(${sql} AS DOUBLE))`, type: 'DOUBLE' }),
  },
  median: {
    numeric: true,
    write: (sql) => ({ sql: `median(CAST(${sql} AS DOUBLE))`, type: 'DOUBLE' }),
  },
  min: { numeric: false, write: (sql, type) => ({ sql: `min(${sql})`, type }) },
  max: { numeric: false, write: (sql, type) => ({ sql: `max(${sql})`, type }) },
  stddev: {
    numeric: true,
    write: (sql) => ({ sql: `stddev_samp(CAST(${sql} AS DOUBLE))`, type: 'DOUBLE' }),
  },
}

function aggregateColumn(
  aggregate: Aggregate,
  input: StepInput,
  problems: Problem[],
): DraftColumn | null {
  const place = { setting: 'aggregates', item: aggregate.id }
  const { name } = aggregate
  if (aggregate.column === null && aggregate.function === 'count')
    return { name, sql: 'count(*)', type: 'BIGINT', origins: [] }
  const column = findColumn(input.schema, aggregate.column, place, problems)
  if (!column) return null
  const writer = writers[aggregate.function]
  if (writer.numeric && !isNumeric(column.type)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('group.aggregate-unfit', args, place))
    return null
  }
  const origins = [{ input: 0, column: column.name }]
  return { name, ...writer.write(quoteName(column.name), column.type), origins }
}

function groupColumns(
  settings: StepSettings['group'],
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
    return [
      { ...column, sql: quoteName(column.name), origins: [{ input: 0, column: column.name }] },
    ]
  })
}

/** One row per group with its figures; no order of rows is promised. */
export function compileGroup(settings: StepSettings['group'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  if (settings.by.length + settings.aggregates.length === 0)
    problems.push(problem('group.empty', {}, { setting: 'by' }))
  const by = groupColumns(settings, input, problems)
  const taken = new Set(by.map((column) => foldName(column.name)))
  const figures = settings.aggregates.flatMap((aggregate) => {
    checkName(aggregate.name, { setting: 'aggregates', item: aggregate.id }, taken, problems)
    return aggregateColumn(aggregate, input, problems) ?? []
  })
  const columns = [...by, ...figures]
  const list = columns.map((column) => `${column.sql} AS ${quoteName(column.name)}`).join(', ')
  const groups = by.length > 0 ? ` GROUP BY ${by.map((column) => column.sql).join(', ')}` : ''
  return draftOf(
    problems,
    columns,
    `SELECT ${list} FROM ${quoteName(input.table)}${groups}`,
    by.length === 0,
  )
}
