import { Uncarried } from '../uncarried.ts'
import {
  asDouble,
  literalAt,
  momentAt,
  plainFigure,
  single,
  wholeAt,
} from '../write/call-writers.ts'
import type { CallWriter, Dialect, Typed, WrittenCall } from '../write/dialect.ts'
import { plainCast } from '../write/plain-cast.ts'
import { sharedCalls, textAndPart } from '../write/shared-calls.ts'
import { decimalOf } from '../write/value-types.ts'
import { whole } from '../write/write-operators.ts'

const plain: Readonly<Record<string, string>> = {
  TINYINT: 'TINYINT',
  UTINYINT: 'SMALLINT',
  SMALLINT: 'SMALLINT',
  USMALLINT: 'INT',
  INTEGER: 'INT',
  UINTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  UBIGINT: 'DECIMAL(20,0)',
  HUGEINT: 'DECIMAL(38,0)',
  FLOAT: 'FLOAT',
  DOUBLE: 'DOUBLE',
  VARCHAR: 'STRING',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP_NTZ',
}

function sparkType(type: string): string | null {
  if (type.endsWith('[]')) {
    const entry = sparkType(type.slice(0, -2))
    return entry && `ARRAY<${entry}>`
  }
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return type
  return Object.hasOwn(plain, type) ? (plain[type] ?? null) : null
}

const named = (sql: string, type: string) => `CAST(${sql} AS ${sparkType(type) ?? type})`
const quoteName = (name: string) => `\`${name.replaceAll('\0', '').replaceAll('`', '``')}\``
const quoteText = (text: string) =>
  `'${text.replaceAll('\0', '').replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const truncated = (unit: string, moment: Typed) =>
  named(`date_trunc('${unit.toUpperCase()}', ${moment.sql})`, 'TIMESTAMP')

function percentile(call: WrittenCall, share: string): ReturnType<CallWriter> {
  plainFigure(call)
  return { sql: `percentile(${asDouble(call, 0)}, ${share})${call.after}`, type: 'DOUBLE' }
}

const calls: Readonly<Record<string, CallWriter>> = {
  ...sharedCalls,
  contains: single((call) => ({
    sql: `contains(${textAndPart(call).join(', ')})`,
    type: 'BOOLEAN',
  })),
  starts_with: single((call) => ({
    sql: `startswith(${textAndPart(call).join(', ')})`,
    type: 'BOOLEAN',
  })),
  ends_with: single((call) => ({
    sql: `endswith(${textAndPart(call).join(', ')})`,
    type: 'BOOLEAN',
  })),
  week: single((call) => ({
    sql: `CAST(weekofyear(${momentAt(call, 0).sql}) AS BIGINT)`,
    type: 'BIGINT',
  })),
  dayofweek: single((call) => ({
    sql: `CAST(dayofweek(${momentAt(call, 0).sql}) - 1 AS BIGINT)`,
    type: 'BIGINT',
  })),
  last_day: single((call) => ({ sql: `last_day(${momentAt(call, 0).sql})`, type: 'DATE' })),
  date_trunc: single((call) => {
    const moment = momentAt(call, 1)
    const sql = truncated(literalAt(call, 0), moment)
    return moment.type === 'DATE'
      ? { sql: named(sql, 'DATE'), type: 'DATE' }
      : { sql, type: 'TIMESTAMP' }
  }),
  date_diff: single((call) => {
    const unit = literalAt(call, 0).toLowerCase()
    if (unit !== 'day') throw new Uncarried('dialect.function', `date_diff '${unit}'`)
    const [since, until] = [momentAt(call, 1), momentAt(call, 2)].map(({ sql }) =>
      named(sql, 'DATE'),
    )
    return { sql: `CAST(datediff(${until ?? ''}, ${since ?? ''}) AS BIGINT)`, type: 'BIGINT' }
  }),
  split_part: single((call) => {
    const index = wholeAt(call, 2)
    if (index === null || index < 1 || literalAt(call, 1) === '')
      throw new Uncarried('dialect.literal-needed', 'split_part')
    return { sql: `split_part(${textAndPart(call).join(', ')}, ${String(index)})`, type: 'VARCHAR' }
  }),
  median: (call) => percentile(call, '0.5'),
  quantile_cont: (call) => {
    const share = call.args[1]?.node
    if (share?.kind !== 'number') throw new Uncarried('dialect.literal-needed', 'quantile_cont')
    return percentile(call, share.text)
  },
  grouping_id: (call) => ({
    sql: `CAST(grouping_id(${call.args.map(({ sql }) => sql).join(', ')}) AS BIGINT)`,
    type: 'BIGINT',
  }),
}

function checkDecimal(operator: string, left: string, right: string): void {
  if (![left, right].some((type) => type.startsWith('DECIMAL'))) return
  const [a, b] = [decimalOf(left), decimalOf(right)]
  const scale = Math.max(a[1], b[1])
  const width = operator === '*' ? a[0] + b[0] + 1 : Math.max(a[0] - a[1], b[0] - b[1]) + scale + 1
  // Spark would drop digits after the point without a word.
  if (width > 38) throw new Uncarried('dialect.digits', operator)
}

/** Spark SQL 3.4 and later. */
export const spark: Dialect = {
  name: 'spark',
  title: 'Spark SQL',
  formatter: 'spark',
  longestName: null,
  fullJoinNeedsEqual: false,
  knowsLateral: false,
  knowsBagSets: true,
  quoteName,
  quoteText,
  typeName: sparkType,
  cast: plainCast({
    typeName: sparkType,
    floatToWhole: (sql, type) => named(`rint(${sql})`, type),
    decimalToWhole: (sql, type) => named(`round(${sql}, 0)`, type),
    momentToDate: (sql) => named(sql, 'DATE'),
  }),
  binary: (sql) => sql,
  preamble: () => "SET spark.sql.ansi.enabled = true;\nSET TIME ZONE 'UTC';",
  create: (table, columns, select) => {
    const list = columns.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`)
    return `CREATE TABLE ${table} AS\nSELECT\n  ${list.join(',\n  ')}\nFROM (\n${select}\n) AS result;`
  },
  calls,
  like: (operand, pattern, exact, needs) => {
    const { node } = pattern
    // A backslash escapes here and nowhere in the engine.
    if (node.kind !== 'text' || node.value.includes('\\'))
      throw new Uncarried('dialect.pattern', 'LIKE')
    if (exact) return `${whole(operand)} LIKE ${pattern.sql}`
    needs.notes.add('dialect.note-letters')
    return `lower(${operand.sql}) LIKE lower(${pattern.sql})`
  },
  limits: (most, skipped) =>
    `${most === null ? '' : ` LIMIT ${most}`}${skipped === null ? '' : ` OFFSET ${skipped}`}`,
  interval: (amount, unit) => `INTERVAL '${String(amount)}' ${unit}`,
  shift: (moment, sign, interval) => `${moment} ${sign} ${interval}`,
  dayArithmetic: (operator, day, other) => {
    if (other.type === 'DATE') return `CAST(datediff(${day}, ${whole(other)}) AS BIGINT)`
    return `date_add(${day}, CAST(${operator === '-' ? '- ' : ''}${whole(other)} AS INT))`
  },
  list: (items, type) => `CAST(ARRAY(${items.join(', ')}) AS ARRAY<${type}>)`,
  slice: (operand, from, to) => {
    const start = Number(from ?? '1')
    const length = to === null ? '' : `, ${String(Math.max(0, Number(to) - start + 1))}`
    return `substr(${operand.sql}, ${String(start)}${length})`
  },
  transform: (list, parameter, body) => `transform(${list}, ${quoteName(parameter)} -> ${body})`,
  unnest: (lists) => ({
    join: ` LATERAL VIEW POSEXPLODE(ARRAYS_ZIP(${lists.join(', ')})) entries AS place, entry`,
    entries: lists.map((_, at) => `entries.entry.\`${String(at)}\``),
    place: 'CAST(entries.place + 1 AS BIGINT)',
  }),
  series: () => null,
  remainder: () => true,
  is: (operand, what, negated) => `${operand} IS ${negated ? 'NOT ' : ''}${what}`,
  compare: (operator, left, right) => {
    if (operator === 'IS NOT DISTINCT FROM') return `${left} <=> ${right}`
    return operator === 'IS DISTINCT FROM'
      ? `NOT (${left} <=> ${right})`
      : `${left} ${operator} ${right}`
  },
  checkDecimal,
}
