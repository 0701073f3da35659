import { quoteName, quoteText } from '@weft/pipeline-sql'
import type { Dialect } from '../write/dialect.ts'
import { whole } from '../write/write-operators.ts'
import { isText } from '../write/value-types.ts'
import { postgresCalls } from './postgres-calls.ts'
import { postgresCast } from './postgres-cast.ts'
import { postgresFunctionsSql } from './postgres-functions.ts'
import { postgresType } from './postgres-type.ts'

const settings = `SET DateStyle = 'ISO, YMD';\nSET IntervalStyle = 'postgres';\nSET TimeZone = 'UTC';\nSET extra_float_digits = 1;\nSET standard_conforming_strings = on;`

const binary = (sql: string) => `(${sql}) COLLATE "C"`

/** Letters in small, by Unicode and whatever the database's own rules are. */
export const foldedText = (sql: string): string => `lower(${sql} COLLATE "und-x-icu") COLLATE "C"`

/** Postgres 15 and later. */
export const postgres: Dialect = {
  name: 'postgres',
  title: 'Postgres',
  formatter: 'postgresql',
  preamble: (functions) => [settings, postgresFunctionsSql(functions)].filter(Boolean).join('\n\n'),
  // Texts are ordered by their letters' numbers, as in the engine, whatever the database's own rules.
  create: (table, columns, select) => {
    const list = columns.map(
      ({ name, type }) => `  ${name} ${type}${/^TEXT/.test(type) ? ' COLLATE "C"' : ''}`,
    )
    return `CREATE TEMP TABLE ${table} (\n${list.join(',\n')}\n);\nINSERT INTO ${table}\n${select};`
  },
  longestName: 63,
  fullJoinNeedsEqual: true,
  knowsLateral: true,
  knowsBagSets: true,
  quoteName,
  quoteText: (text) => quoteText(text),
  typeName: postgresType,
  cast: postgresCast,
  binary,
  calls: postgresCalls,
  // The engine has no sign that escapes; Postgres would take the backslash for one.
  like: (operand, pattern, exact, needs) => {
    if (exact) return `${whole(operand)} LIKE ${whole(pattern)} ESCAPE ''`
    needs.notes.add('dialect.note-letters')
    return `${foldedText(whole(operand))} LIKE ${foldedText(whole(pattern))} ESCAPE ''`
  },
  limits: (most, skipped) =>
    `${most === null ? '' : ` LIMIT ${most}`}${skipped === null ? '' : ` OFFSET ${skipped}`}`,
  interval: (amount, unit) => `INTERVAL '${String(amount)} ${unit}'`,
  shift: (moment, sign, interval) => `${moment} ${sign} ${interval}`,
  dayArithmetic: (operator, day, other) =>
    other.type === 'DATE'
      ? `CAST(${day} ${operator} ${whole(other)} AS BIGINT)`
      : `${day} ${operator} CAST(${other.sql} AS INTEGER)`,
  list: (items, type) => `CAST(ARRAY[${items.join(', ')}] AS ${type}[])`,
  slice: (operand, from, to) => {
    const start = from ?? '1'
    const length = to === null ? '' : `, ${String(Math.max(0, Number(to) - Number(start) + 1))}`
    return isText(operand.type) ? `substr(${operand.sql}, ${start}${length})` : operand.sql
  },
  transform: (list, parameter, body) =>
    `CASE WHEN ${list} IS NOT NULL THEN ARRAY(SELECT ${body} FROM unnest(${list}) WITH ORDINALITY AS entries(${quoteName(parameter)}, place) ORDER BY place) END`,
  unnest: (lists) => {
    const names = lists.map((_, at) => `entry_${String(at + 1)}`)
    return {
      join: ` CROSS JOIN LATERAL unnest(${lists.join(', ')}) WITH ORDINALITY AS entries(${[...names, 'place'].join(', ')})`,
      entries: names.map((name) => `entries.${name}`),
      place: 'entries.place',
    }
  },
  series: (name, args) => {
    const isKnown = name === 'generate_series' && args.length === 3 && args[0]?.type === 'TIMESTAMP'
    return isKnown ? `generate_series(${args.map(({ sql }) => sql).join(', ')})` : null
  },
  remainder: (type) => type !== 'DOUBLE' && type !== 'FLOAT',
  is: (operand, what, negated) => `${operand} IS ${negated ? 'NOT ' : ''}${what}`,
  compare: (operator, left, right) => `${left} ${operator} ${right}`,
  // Postgres keeps every digit of a calculation with decimals.
  checkDecimal: () => undefined,
}
