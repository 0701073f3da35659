import {
  problem,
  type Column,
  type ComparisonOperator,
  type Condition,
  type Problem,
  type Schema,
} from '@weft/pipeline-model'
import {
  asDecimal,
  castSql,
  commonType,
  decimalType,
  familyOf,
  type TypeFamily,
} from '../column-types.ts'
import { readDate, readMoment } from '../expressions/typed-expression.ts'
import { quoteName, quoteText } from '../quoting.ts'
import { listParts } from './read-cell.ts'
import { findColumn } from './step-draft.ts'

interface Value {
  readonly sql: string
  readonly type: string
}

type Reading = (text: string, column: Column) => Value | null

const numberShape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

function numberType(value: string, column: Column): string {
  if (familyOf(column.type) === 'float') return column.type
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.')
  if (/e/i.test(value) || whole.length + fraction.length > 18) {
    const exact = /^[+-]?\d{1,38}$/.test(value)
    return exact ? 'HUGEINT' : 'DOUBLE'
  }
  return fraction === '' ? 'BIGINT' : decimalType(whole.length + fraction.length, fraction.length)
}

function readNumber(text: string, column: Column): Value | null {
  const value = text.trim()
  if (!numberShape.test(value) || !Number.isFinite(Number(value))) return null
  const type = numberType(value, column)
  return { sql: `CAST('${value}' AS ${type})`, type }
}

function readBoolean(text: string): Value | null {
  const word = text.trim().toLowerCase()
  if (['true', 'yes', '1', '是', '真'].includes(word)) return { sql: 'TRUE', type: 'BOOLEAN' }
  if (['false', 'no', '0', '否', '假'].includes(word)) return { sql: 'FALSE', type: 'BOOLEAN' }
  return null
}

function readTimeOfDay(text: string): Value | null {
  const sound = /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text.trim())
  return sound ? { sql: `CAST(${quoteText(text.trim())} AS TIME)`, type: 'TIME' } : null
}

const typed = (read: (text: string) => string | null, type: string) => (text: string) => {
  const value = read(text)
  return value === null ? null : { sql: `${type} '${value}'`, type }
}
const readText: Reading = (text) => ({ sql: quoteText(text), type: 'VARCHAR' })

const readings: Readonly<
  Record<TypeFamily, { readonly read: Reading; readonly code: string } | null>
> = {
  integer: { read: readNumber, code: 'filter.value-not-number' },
  decimal: { read: readNumber, code: 'filter.value-not-number' },
  float: { read: readNumber, code: 'filter.value-not-number' },
  text: { read: readText, code: 'filter.value-missing' },
  boolean: { read: readBoolean, code: 'filter.value-not-yes-no' },
  date: { read: typed(readDate, 'DATE'), code: 'filter.value-not-date' },
  timestamp: { read: typed(readMoment, 'TIMESTAMP'), code: 'filter.value-not-moment' },
  time: { read: readTimeOfDay, code: 'filter.value-not-time' },
  null: null,
  other: null,
}

const signs: Partial<Readonly<Record<ComparisonOperator, string>>> = {
  equals: '=',
  'not-equals': 'IS DISTINCT FROM',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
}

const textCalls: Partial<Readonly<Record<ComparisonOperator, string>>> = {
  contains: 'contains',
  'not-contains': 'NOT contains',
  'starts-with': 'starts_with',
  'ends-with': 'ends_with',
}
const several = new Set<ComparisonOperator>(['one-of', 'not-one-of', 'between'])

function align(column: Column, value: Value): readonly [string, string] {
  const name = quoteName(column.name)
  const family = familyOf(column.type)
  if (family !== 'integer' && family !== 'decimal') return [name, value.sql]
  const isWhole = familyOf(value.type) === 'integer'
  const fits = asDecimal(column.type) !== null || isWhole
  const type = (fits ? commonType(column.type, value.type) : null) ?? 'DOUBLE'
  return [castSql(name, column.type, type), castSql(value.sql, value.type, type)]
}

function emptySql(column: Column): string {
  const name = quoteName(column.name)
  return familyOf(column.type) === 'text'
    ? `(${name} IS NULL OR ${name} = '')`
    : `(${name} IS NULL)`
}

function compareSql(column: Column, operator: ComparisonOperator, value: Value): string {
  const [left, right] = align(column, value)
  const call = Object.hasOwn(textCalls, operator) ? textCalls[operator] : undefined
  if (call) return `${call}(${left}, ${right})`
  return `(${left} ${signs[operator] ?? '='} ${right})`
}

/** Whether columns of a type can be compared so. */
export function operatorFits(type: string, operator: ComparisonOperator): boolean {
  if (operator === 'is-empty' || operator === 'is-not-empty') return true
  const family = familyOf(type)
  if (readings[family] === null) return false
  if (Object.hasOwn(textCalls, operator)) return family === 'text'
  return family !== 'boolean' || ['equals', 'not-equals', 'one-of', 'not-one-of'].includes(operator)
}

const hasNothing = (texts: readonly string[], column: Column) =>
  texts.length === 0 || (texts[0]?.trim() === '' && familyOf(column.type) !== 'text')

function readValues(
  column: Column,
  condition: Condition,
  problems: Problem[],
): readonly Value[] | null {
  const place = { setting: 'conditions', item: condition.id }
  const { operator, value } = condition
  const reading = readings[familyOf(column.type)]
  if (!reading || !operatorFits(column.type, operator)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('filter.operator-unfit', args, place))
    return null
  }
  const texts = several.has(operator) ? listParts(value) : [value]
  if (hasNothing(texts, column)) {
    problems.push(problem('filter.value-missing', {}, place))
    return null
  }
  if (operator === 'between' && texts.length !== 2) {
    problems.push(problem('filter.between-two', {}, place))
    return null
  }
  const values = texts.flatMap((text) => {
    const read = reading.read(text, column)
    if (!read) problems.push(problem(reading.code, { value: text, column: column.name }, place))
    return read ?? []
  })
  return values.length === texts.length ? values : null
}

function againstColumn(
  column: Column,
  condition: Condition,
  schema: Schema,
  problems: Problem[],
): string | null {
  const place = { setting: 'conditions', item: condition.id }
  const other = findColumn(schema, condition.value, place, problems)
  if (!other) return null
  const type = commonType(column.type, other.type)
  const { operator } = condition
  if (type === null || !operatorFits(column.type, operator) || several.has(operator)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('filter.operator-unfit', args, place))
    return null
  }
  const sides = [column, other].map((one) => castSql(quoteName(one.name), one.type, type))
  const call = Object.hasOwn(textCalls, operator) ? textCalls[operator] : undefined
  return call ? `(${call}(${sides.join(', ')}))` : `(${sides.join(` ${signs[operator] ?? '='} `)})`
}

/** SQL of one condition of a filter, or null with a problem when its value does not fit the column. */
export function conditionSql(
  column: Column,
  condition: Condition,
  schema: Schema,
  problems: Problem[],
): string | null {
  const { operator } = condition
  if (operator === 'is-empty') return emptySql(column)
  if (operator === 'is-not-empty') return `(NOT ${emptySql(column)})`
  if (condition.against === 'column') return againstColumn(column, condition, schema, problems)
  const values = readValues(column, condition, problems)
  if (!values) return null
  const [low, high] = values
  if (operator === 'between' && low && high) {
    const ends = [
      compareSql(column, 'greater-or-equal', low),
      compareSql(column, 'less-or-equal', high),
    ]
    return `(${ends.join(' AND ')})`
  }
  const sql = `(${values.map((value) => compareSql(column, operator, value)).join(' OR ')})`
  return operator === 'not-one-of' ? `(${sql} IS NOT TRUE)` : sql
}
