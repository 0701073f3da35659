import { quoteName, quoteText } from '@weft/pipeline-sql'
import { Uncarried } from '../uncarried.ts'
import { literalAt, momentAt, plainFigure, single, wholeAt } from '../write/call-writers.ts'
import type { CallWriter, Dialect } from '../write/dialect.ts'
import { plainCast } from '../write/plain-cast.ts'
import { partOf, sharedCalls, textAndPart } from '../write/shared-calls.ts'
import { decimalOf } from '../write/value-types.ts'
import { whole } from '../write/write-operators.ts'

const plain: Readonly<Record<string, string>> = {
  TINYINT: 'TINYINT',
  UTINYINT: 'SMALLINT',
  SMALLINT: 'SMALLINT',
  USMALLINT: 'INTEGER',
  INTEGER: 'INTEGER',
  UINTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  UBIGINT: 'DECIMAL(20,0)',
  HUGEINT: 'DECIMAL(38,0)',
  FLOAT: 'REAL',
  DOUBLE: 'DOUBLE',
  VARCHAR: 'VARCHAR',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP(6)',
  TIME: 'TIME(6)',
}

function trinoType(type: string): string | null {
  if (type.endsWith('[]')) {
    const entry = trinoType(type.slice(0, -2))
    return entry && `ARRAY(${entry})`
  }
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return type
  return Object.hasOwn(plain, type) ? (plain[type] ?? null) : null
}

const named = (sql: string, type: string) => `CAST(${sql} AS ${trinoType(type) ?? type})`

const calls: Readonly<Record<string, CallWriter>> = {
  ...sharedCalls,
  contains: single((call) => {
    const [text, part] = textAndPart(call)
    return { sql: `(strpos(${text}, ${part}) > 0)`, type: 'BOOLEAN' }
  }),
  starts_with: single((call) => {
    const [text, part] = textAndPart(call)
    return { sql: `starts_with(${text}, ${part})`, type: 'BOOLEAN' }
  }),
  ends_with: single((call) => {
    const [text, part] = textAndPart(call)
    return {
      sql: `(substr(${text}, length(${text}) - length(${part}) + 1) = ${part} AND length(${text}) >= length(${part}))`,
      type: 'BOOLEAN',
    }
  }),
  week: single((call) => ({ sql: `week(${momentAt(call, 0).sql})`, type: 'BIGINT' })),
  dayofweek: single((call) => ({
    sql: `(day_of_week(${momentAt(call, 0).sql}) % 7)`,
    type: 'BIGINT',
  })),
  date_part: single((call) => {
    const part = literalAt(call, 0).toLowerCase()
    const { sql } = momentAt(call, 1)
    const own: Readonly<Record<string, string>> = {
      dayofweek: `(day_of_week(${sql}) % 7)`,
      isodow: `day_of_week(${sql})`,
      dayofyear: `day_of_year(${sql})`,
      isoyear: `year_of_week(${sql})`,
      week: `week(${sql})`,
    }
    const written = own[part]
    return written === undefined ? partOf(call) : { sql: written, type: 'BIGINT' }
  }),
  split_part: single((call) => {
    const index = wholeAt(call, 2)
    if (index === null || index < 1 || literalAt(call, 1) === '')
      throw new Uncarried('dialect.literal-needed', 'split_part')
    const [text, part] = textAndPart(call)
    const piece = `split_part(${text}, ${part}, ${String(index)})`
    return { sql: `if(${text} IS NULL, NULL, coalesce(${piece}, ''))`, type: 'VARCHAR' }
  }),
  string_split: single((call) => {
    if (literalAt(call, 1) === '') throw new Uncarried('dialect.literal-needed', 'string_split')
    return { sql: `split(${textAndPart(call).join(', ')})`, type: 'VARCHAR[]' }
  }),
  array_to_string: single((call) => {
    const [list] = call.args
    if (list?.type !== 'VARCHAR[]') throw new Uncarried('dialect.function', 'array_to_string')
    return { sql: `array_join(${list.sql}, ${quoteText(literalAt(call, 1))})`, type: 'VARCHAR' }
  }),
  last_day: single((call) => ({
    sql: `last_day_of_month(${named(momentAt(call, 0).sql, 'DATE')})`,
    type: 'DATE',
  })),
  date_trunc: single((call) => {
    const { sql, type } = momentAt(call, 1)
    return { sql: `date_trunc('${literalAt(call, 0).toLowerCase()}', ${named(sql, type)})`, type }
  }),
  date_diff: single((call) => {
    const unit = literalAt(call, 0).toLowerCase()
    // Whole units are counted here, borders in the engine: between beginnings of units both are one.
    if (!['year', 'quarter', 'month', 'day'].includes(unit))
      throw new Uncarried('dialect.function', `date_diff '${unit}'`)
    const [since, until] = [1, 2].map(
      (at) => `date_trunc('${unit}', ${named(momentAt(call, at).sql, 'TIMESTAMP')})`,
    )
    return { sql: `date_diff('${unit}', ${since ?? ''}, ${until ?? ''})`, type: 'BIGINT' }
  }),
  string_agg: (call) => {
    if (call.call.distinct || call.isWindow) throw new Uncarried('dialect.function', 'string_agg')
    const sql = `listagg(${call.args[0]?.sql ?? ''}, ${quoteText(literalAt(call, 1))}) WITHIN GROUP (ORDER BY ${call.order})${call.after}`
    return { sql, type: 'VARCHAR' }
  },
  array_agg: (call) => ({
    sql: `array_agg(${call.args[0]?.sql ?? ''} ORDER BY ${call.order})${call.after}`,
    type: `${call.args[0]?.type ?? ''}[]`,
  }),
  first: (call) => {
    if (call.isWindow || call.call.distinct) throw new Uncarried('dialect.function', 'first')
    const { sql = '', type = '' } = call.args[0] ?? {}
    return { sql: `element_at(array_agg(${sql} ORDER BY ${call.order})${call.after}, 1)`, type }
  },
  grouping_id: (call) => {
    plainFigure(call)
    return { sql: `grouping(${call.args.map(({ sql }) => sql).join(', ')})`, type: 'BIGINT' }
  },
}

/** Trino. */
export const trino: Dialect = {
  name: 'trino',
  title: 'Trino',
  formatter: 'trino',
  longestName: null,
  fullJoinNeedsEqual: true,
  knowsLateral: false,
  knowsBagSets: true,
  quoteName,
  quoteText: (text) => quoteText(text),
  typeName: trinoType,
  cast: plainCast({
    typeName: trinoType,
    floatToWhole: null,
    decimalToWhole: named,
    momentToDate: (sql) => named(sql, 'DATE'),
  }),
  binary: (sql) => sql,
  preamble: () => '',
  create: (table, columns, select) => {
    const list = columns.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`)
    return `CREATE TABLE ${table} AS\nSELECT\n  ${list.join(',\n  ')}\nFROM (\n${select}\n) AS result;`
  },
  calls,
  like: (operand, pattern, exact, needs) => {
    if (exact) return `${whole(operand)} LIKE ${whole(pattern)}`
    needs.notes.add('dialect.note-letters')
    return `lower(${operand.sql}) LIKE lower(${pattern.sql})`
  },
  limits: (most, skipped) =>
    `${skipped === null ? '' : ` OFFSET ${skipped}`}${most === null ? '' : ` LIMIT ${most}`}`,
  interval: (amount, unit) =>
    `INTERVAL ${amount < 0 ? '-' : ''}'${String(Math.abs(amount))}' ${unit}`,
  shift: (moment, sign, interval) => `${moment} ${sign} ${interval}`,
  dayArithmetic: (operator, day, other) => {
    if (other.type === 'DATE') return `date_diff('day', ${whole(other)}, ${day})`
    return `date_add('day', ${operator === '-' ? '- ' : ''}${whole(other)}, ${day})`
  },
  list: (items, type) => `CAST(ARRAY[${items.join(', ')}] AS ARRAY(${type}))`,
  slice: (operand, from, to) => {
    const start = Number(from ?? '1')
    const length = to === null ? '' : `, ${String(Math.max(0, Number(to) - start + 1))}`
    return `substr(${operand.sql}, ${String(start)}${length})`
  },
  transform: (list, parameter, body) => `transform(${list}, ${quoteName(parameter)} -> ${body})`,
  unnest: (lists) => {
    const names = lists.map((_, at) => `entry_${String(at + 1)}`)
    return {
      join: ` CROSS JOIN UNNEST(${lists.join(', ')}) WITH ORDINALITY AS entries(${[...names, 'place'].join(', ')})`,
      entries: names.map((name) => `entries.${name}`),
      place: 'entries.place',
    }
  },
  series: (name, args) => {
    const isKnown = name === 'generate_series' && args.length === 3 && args[0]?.type === 'TIMESTAMP'
    return isKnown ? `UNNEST(sequence(${args.map(({ sql }) => sql).join(', ')}))` : null
  },
  remainder: () => true,
  // There is no IS TRUE: an empty value counts as the other side.
  is: (operand, what, negated) => {
    if (what === 'NULL') return `${operand} IS ${negated ? 'NOT ' : ''}NULL`
    const sought = what === 'TRUE'
    const filled = `coalesce(${operand}, ${sought ? 'FALSE' : 'TRUE'})`
    return sought === negated ? `NOT ${filled}` : filled
  },
  compare: (operator, left, right) => `${left} ${operator} ${right}`,
  checkDecimal: (operator, left, right) => {
    const [a, b] = [decimalOf(left), decimalOf(right)]
    const isDecimal = [left, right].some((type) => type.startsWith('DECIMAL'))
    if (isDecimal && operator === '*' && a[0] + b[0] > 38)
      throw new Uncarried('dialect.digits', operator)
  },
}
