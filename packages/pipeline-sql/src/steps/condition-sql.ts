import {
  problem,
  type Column,
  type ComparisonOperator,
  type Condition,
  type Problem,
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

interface Value {
  readonly sql: string
  readonly type: string
}

type Reading = (text: string, column: Column) => Value | null

function readNumber(text: string, column: Column): Value | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d{1,3})?$/.exec(text.trim())
  if (!match || `${match[2] ?? ''}${match[3] ?? ''}` === '' || !Number.isFinite(Number(text)))
    return null
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '') || '0'
  const fraction = match[3] ?? ''
  const value = `${match[1] === '-' ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}${match[4] ?? ''}`
  const write = (type: string) => ({ sql: `CAST('${value}' AS ${type})`, type })
  if (familyOf(column.type) === 'float') return write(column.type)
  const exact = !match[4] && whole.length + fraction.length <= 18
  if (!exact) return write('DOUBLE')
  if (fraction === '') return write('BIGINT')
  return write(decimalType(whole.length + fraction.length, fraction.length))
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

function align(column: Column, value: Value): readonly [string, string] {
  const name = quoteName(column.name)
  const family = familyOf(column.type)
  if (family !== 'integer' && family !== 'decimal') return [name, value.sql]
  const fits = asDecimal(column.type) !== null || value.type === 'BIGINT'
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
  if (operator === 'contains') return `contains(${left}, ${right})`
  if (operator === 'starts-with') return `starts_with(${left}, ${right})`
  return `(${left} ${signs[operator] ?? '='} ${right})`
}

function fits(column: Column, operator: ComparisonOperator): boolean {
  const family = familyOf(column.type)
  if (readings[family] === null) return false
  if (operator === 'contains' || operator === 'starts-with') return family === 'text'
  return family !== 'boolean' || ['equals', 'not-equals', 'one-of'].includes(operator)
}

/** SQL of one condition of a filter, or null with a problem when its value does not fit the column. */
export function conditionSql(
  column: Column,
  condition: Condition,
  problems: Problem[],
): string | null {
  const place = { setting: 'conditions', item: condition.id }
  const { operator, value } = condition
  if (operator === 'is-empty') return emptySql(column)
  if (operator === 'is-not-empty') return `(NOT ${emptySql(column)})`
  const reading = readings[familyOf(column.type)]
  if (!reading || !fits(column, operator)) {
    const args = { column: column.name, type: column.type }
    problems.push(problem('filter.operator-unfit', args, place))
    return null
  }
  const texts =
    operator === 'one-of'
      ? value
          .split(/[,，]/)
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : [value]
  if (texts.length === 0 || (value.trim() === '' && familyOf(column.type) !== 'text')) {
    problems.push(problem('filter.value-missing', {}, place))
    return null
  }
  const values = texts.map((text) => reading.read(text, column))
  const wrong = values.indexOf(null)
  if (wrong >= 0) {
    problems.push(problem(reading.code, { value: texts[wrong] ?? '', column: column.name }, place))
    return null
  }
  const sqls = values
    .filter((entry) => entry !== null)
    .map((entry) => compareSql(column, operator, entry))
  return sqls.length === 1 ? (sqls[0] ?? null) : `(${sqls.join(' OR ')})`
}
