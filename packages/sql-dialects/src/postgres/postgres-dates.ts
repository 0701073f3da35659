import type { CallWriter, WrittenCall } from '../write/dialect.ts'
import { literalAt, momentAt, numberAt, single, textAt } from '../write/call-writers.ts'
import { Uncarried } from '../uncarried.ts'
import { toCharFormat, readFormat } from './date-formats.ts'

const parts: Readonly<Record<string, string>> = {
  year: 'YEAR',
  quarter: 'QUARTER',
  month: 'MONTH',
  week: 'WEEK',
  day: 'DAY',
  hour: 'HOUR',
  minute: 'MINUTE',
  dayofweek: 'DOW',
  dow: 'DOW',
  isodow: 'ISODOW',
  dayofyear: 'DOY',
  doy: 'DOY',
  isoyear: 'ISOYEAR',
}

function partSql(name: string, moment: string): string {
  if (name === 'second') return `CAST(floor(EXTRACT(SECOND FROM ${moment})) AS BIGINT)`
  const part = parts[name]
  if (part === undefined) throw new Uncarried('dialect.function', `date_part '${name}'`)
  return `CAST(EXTRACT(${part} FROM ${moment}) AS BIGINT)`
}

const moment = (call: WrittenCall, at: number): string =>
  call.dialect.cast(momentAt(call, at), 'TIMESTAMP', false, call.needs)

const part = (name: string): CallWriter =>
  single((call) => ({ sql: partSql(name, moment(call, 0)), type: 'BIGINT' }))

const truncatable = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

const truncate: CallWriter = single((call) => {
  const unit = literalAt(call, 0).toLowerCase()
  if (!truncatable.includes(unit)) throw new Uncarried('dialect.function', `date_trunc '${unit}'`)
  const isDay = momentAt(call, 1).type === 'DATE'
  const sql = `date_trunc('${unit}', ${moment(call, 1)})`
  return isDay ? { sql: `CAST(${sql} AS DATE)`, type: 'DATE' } : { sql, type: 'TIMESTAMP' }
})

const difference: CallWriter = single((call) => {
  const unit = literalAt(call, 0).toLowerCase()
  if (!truncatable.includes(unit)) throw new Uncarried('dialect.function', `date_diff '${unit}'`)
  call.needs.functions.add('weft_date_diff')
  const sql = `pg_temp.weft_date_diff('${unit}', ${moment(call, 1)}, ${moment(call, 2)})`
  return { sql, type: 'BIGINT' }
})

const format: CallWriter = single((call) => {
  const at = momentAt(call, 0).type === 'VARCHAR' ? 1 : 0
  const pieces = toCharFormat(literalAt(call, 1 - at), moment(call, at))
  return { sql: pieces, type: 'VARCHAR' }
})

const tryParse: CallWriter = single((call) => {
  const { pattern, letters } = readFormat(literalAt(call, 1))
  call.needs.functions.add('weft_read_moment')
  const { quoteText } = call.dialect
  const sql = `pg_temp.weft_read_moment(${textAt(call, 0).sql}, ${quoteText(pattern)}, ${quoteText(letters)})`
  return { sql, type: 'TIMESTAMP' }
})

/** Functions over dates and moments. */
export const postgresDates: Readonly<Record<string, CallWriter>> = {
  ...Object.fromEntries(
    [...Object.keys(parts), 'second'].map((name) => [name, part(name)] as const),
  ),
  date_part: single((call) => ({
    sql: partSql(literalAt(call, 0).toLowerCase(), moment(call, 1)),
    type: 'BIGINT',
  })),
  date_trunc: truncate,
  date_diff: difference,
  datediff: difference,
  strftime: format,
  try_strptime: tryParse,
  make_date: single((call) => ({
    sql: `make_date(${[0, 1, 2].map((at) => `CAST(${numberAt(call, at).sql} AS INTEGER)`).join(', ')})`,
    type: 'DATE',
  })),
  last_day: single((call) => ({
    sql: `CAST(date_trunc('month', ${moment(call, 0)}) + INTERVAL '1 MONTH' - INTERVAL '1 DAY' AS DATE)`,
    type: 'DATE',
  })),
}
