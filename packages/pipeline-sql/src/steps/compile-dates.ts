import {
  problem,
  warning,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, familyOf } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import {
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

type Item = StepSettings['dates']['columns'][number]

interface Made {
  readonly sql: string
  readonly type: string
  readonly reads: readonly string[]
}

const smallUnits = ['hour', 'minute', 'second']
const onlyParts = ['dayofweek', 'dayofyear']
const knownLetters = /^(?:[^%]|%[-]?[dmyHIMSj]|%[aAbBYpfUWGuV%])*$/
const timeLetters = /%-?[HIMSpf]/

const moment = ({ name, type }: Column) => castSql(quoteName(name), type, 'TIMESTAMP')
const isMoment = ({ type }: Column) => ['date', 'timestamp'].includes(familyOf(type))
const sameKind = (column: Column, unit: string) =>
  familyOf(column.type) === 'date' && !smallUnits.includes(unit) ? 'DATE' : 'TIMESTAMP'

type Operation = (item: Item, column: Column, other: Column | null) => Omit<Made, 'reads'>

const operations: Readonly<Record<Item['operation'], Operation>> = {
  part: ({ unit }, column) => ({ sql: `date_part('${unit}', ${moment(column)})`, type: 'BIGINT' }),
  truncate: ({ unit }, column) => {
    const type = sameKind(column, unit)
    return { sql: `CAST(date_trunc('${unit}', ${moment(column)}) AS ${type})`, type }
  },
  difference: ({ unit }, column, other) => {
    const until = other ? moment(other) : 'NULL'
    return { sql: `date_diff('${unit}', ${moment(column)}, ${until})`, type: 'BIGINT' }
  },
  shift: ({ unit, amount }, column) => {
    const type = sameKind(column, unit)
    const [sign, size] = [amount < 0 ? '-' : '+', String(Math.abs(amount))]
    const moved = `${moment(column)} ${sign} INTERVAL ${size} ${unit.toUpperCase()}`
    return { sql: `CAST(${moved} AS ${type})`, type }
  },
  parse: ({ pattern }, { name, type: from }) => {
    const type = timeLetters.test(pattern) ? 'TIMESTAMP' : 'DATE'
    const text = castSql(quoteName(name), from, 'VARCHAR')
    return { sql: `CAST(try_strptime(${text}, ${quoteText(pattern)}) AS ${type})`, type }
  },
  format: ({ pattern }, column) => ({
    sql: `strftime(${moment(column)}, ${quoteText(pattern)})`,
    type: 'VARCHAR',
  }),
}

function settingFault(item: Item, column: Column): Problem | null {
  const place = { setting: 'columns', item: item.id }
  const { operation, unit, pattern } = item
  if (operation === 'parse' || operation === 'format') {
    if (pattern === '' || !knownLetters.test(pattern))
      return problem('dates.pattern-unfit', { pattern: pattern.slice(0, 60) }, place)
  }
  if (['truncate', 'difference', 'shift'].includes(operation) && onlyParts.includes(unit))
    return problem('dates.unit-unfit', {}, place)
  if (operation !== 'parse' && !isMoment(column))
    return problem('dates.column-unfit', { column: column.name, type: column.type }, place)
  return null
}

function makeColumn(item: Item, input: StepInput, problems: Problem[]): Made | null {
  const place = { setting: 'columns', item: item.id }
  const column = findColumn(input.schema, item.column, place, problems)
  if (!column) return null
  const fault = settingFault(item, column)
  if (fault) problems.push(fault)
  const needsOther = item.operation === 'difference'
  const other = needsOther ? findColumn(input.schema, item.other, place, problems) : null
  if (other && !isMoment(other))
    problems.push(problem('dates.column-unfit', { column: other.name, type: other.type }, place))
  const reads = other ? [column.name, other.name] : [column.name]
  return { ...operations[item.operation](item, column, other), reads }
}

/** Dates read from text, cut to a unit, taken apart, moved and compared; each column sees the input only. */
export function compileDates(settings: StepSettings['dates'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  if (settings.columns.length === 0)
    problems.push(warning('step.columns-none', {}, { setting: 'columns' }))
  const taken = new Set<string>()
  let columns = passColumns(input)
  for (const item of settings.columns) {
    const name = item.name || item.column
    if (item.column) checkName(name, { setting: 'columns', item: item.id }, taken, problems)
    const made = makeColumn(item, input, problems)
    if (made)
      columns = withColumn(columns, { ...made, name, origins: originsIn(input, made.reads) })
  }
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: 'values' },
  )
}
