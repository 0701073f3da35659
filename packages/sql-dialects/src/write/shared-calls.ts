import { familyOf } from '@weft/pipeline-sql'
import { Uncarried } from '../uncarried.ts'
import {
  argument,
  asDouble,
  doubleFigure,
  literalAt,
  momentAt,
  numberAt,
  oneOf,
  overDoubles,
  overTexts,
  plainFigure,
  single,
  textAt,
  wholeAt,
  windowed,
} from './call-writers.ts'
import { decimalShape } from './decimal-shape.ts'
import type { CallWriter } from './dialect.ts'
import { isText, sharedType } from './value-types.ts'
import { whole } from './write-operators.ts'

const sum: CallWriter = (call) => {
  plainFigure(call)
  const value = numberAt(call, 0)
  const shape = decimalShape(value.type)
  const isFloat = familyOf(value.type) === 'float'
  const type = shape ? `DECIMAL(38,${String(shape[1])})` : isFloat ? 'DOUBLE' : 'HUGEINT'
  // A sum in the type of the column would stop where it overflows; the engine's goes on.
  return { sql: `sum(${call.dialect.cast(value, type, false, call.needs)})${call.after}`, type }
}

const extreme =
  (name: 'min' | 'max'): CallWriter =>
  (call) => {
    plainFigure(call)
    if (call.args.length !== 1) throw new Uncarried('dialect.function', name)
    const { sql, type } = argument(call, 0)
    return { sql: `${name}(${sql})${call.after}`, type }
  }

const count: CallWriter = (call) => {
  const distinct = call.call.distinct ? 'DISTINCT ' : ''
  if (call.call.distinct && call.isWindow)
    throw new Uncarried('dialect.function', 'count (DISTINCT, OVER)')
  const inside = call.args.length === 0 ? '*' : `${distinct}${argument(call, 0).sql}`
  return { sql: `count(${inside})${call.after}`, type: 'BIGINT' }
}

const part = (name: string, sql: (moment: string) => string): [string, CallWriter] => [
  name,
  single((call) => ({ sql: `CAST(${sql(momentAt(call, 0).sql)} AS BIGINT)`, type: 'BIGINT' })),
]

const parts = ['year', 'quarter', 'month', 'day', 'hour', 'minute'] as const

const substr: CallWriter = single((call) => {
  const start = wholeAt(call, 1)
  const length = call.args.length > 2 ? wholeAt(call, 2) : 0
  if (start === null || start < 1 || length === null)
    throw new Uncarried('dialect.literal-needed', 'substr')
  const rest = call.args.length > 2 ? `, ${String(length)}` : ''
  return { sql: `substr(${textAt(call, 0).sql}, ${String(start)}${rest})`, type: 'VARCHAR' }
})

const rounded = (name: 'floor' | 'ceil'): CallWriter =>
  single((call) => {
    const { sql, type } = numberAt(call, 0)
    const shape = decimalShape(type)
    if (familyOf(type) === 'integer') return { sql, type }
    return { sql: `${name}(${sql})`, type: shape ? `DECIMAL(${String(shape[0])},0)` : type }
  })

const extremeOf = (name: 'least' | 'greatest'): CallWriter =>
  single(() => {
    // These give nothing as soon as one value is empty in one database, the rest in another.
    throw new Uncarried('dialect.function', name)
  })

/** A text function of a SELECT whose letters both databases change by Unicode. */
const cased = (name: 'lower' | 'upper'): CallWriter =>
  single((call) => {
    call.needs.notes.add('dialect.note-letters')
    return { sql: `${name}(${textAt(call, 0).sql})`, type: 'VARCHAR' }
  })

/** A part of a date by its name. */
export const partOf: CallWriter = (call) => {
  const name = literalAt(call, 0).toLowerCase()
  const isKnown = (parts as readonly string[]).includes(name)
  if (!isKnown) throw new Uncarried('dialect.function', `date_part '${name}'`)
  return { sql: `CAST(${name}(${momentAt(call, 1).sql}) AS BIGINT)`, type: 'BIGINT' }
}

/** Functions that Spark and Trino work out as the engine does, or can be told to. */
export const sharedCalls: Readonly<Record<string, CallWriter>> = {
  count,
  count_star: count,
  sum,
  avg: doubleFigure('avg'),
  mean: doubleFigure('avg'),
  min: extreme('min'),
  max: extreme('max'),
  stddev: doubleFigure('stddev_samp'),
  stddev_samp: doubleFigure('stddev_samp'),
  stddev_pop: doubleFigure('stddev_pop'),
  variance: doubleFigure('var_samp'),
  var_samp: doubleFigure('var_samp'),
  var_pop: doubleFigure('var_pop'),
  bool_and: (call) => ({ sql: `bool_and(${argument(call, 0).sql})${call.after}`, type: 'BOOLEAN' }),
  bool_or: (call) => ({ sql: `bool_or(${argument(call, 0).sql})${call.after}`, type: 'BOOLEAN' }),
  row_number: windowed('BIGINT'),
  rank: windowed('BIGINT'),
  dense_rank: windowed('BIGINT'),
  percent_rank: windowed('DOUBLE'),
  cume_dist: windowed('DOUBLE'),
  ntile: windowed('BIGINT'),
  lag: windowed(null),
  lead: windowed(null),
  first_value: windowed(null),
  last_value: windowed(null),
  coalesce: oneOf('coalesce'),
  ifnull: oneOf('coalesce'),
  least: extremeOf('least'),
  greatest: extremeOf('greatest'),
  nullif: single(({ args }) => {
    sharedType(args, 'nullif')
    return {
      sql: `nullif(${args.map(({ sql }) => sql).join(', ')})`,
      type: args[0]?.type ?? 'NULL',
    }
  }),
  abs: single((call) => ({ sql: `abs(${numberAt(call, 0).sql})`, type: numberAt(call, 0).type })),
  floor: rounded('floor'),
  ceil: rounded('ceil'),
  ceiling: rounded('ceil'),
  round: single((call) => {
    const { sql, type } = numberAt(call, 0)
    const shape = decimalShape(type)
    const places = call.args.length > 1 ? wholeAt(call, 1) : 0
    if (familyOf(type) === 'integer') return { sql, type }
    if (!shape || places === null) throw new Uncarried('dialect.function', 'round (DOUBLE)')
    const scale = Math.min(shape[1], places)
    const rounds = `DECIMAL(${String(shape[0])},${String(scale)})`
    return { sql: `CAST(round(${sql}, ${String(scale)}) AS ${rounds})`, type: rounds }
  }),
  sqrt: overDoubles('sqrt'),
  power: overDoubles('power'),
  pow: overDoubles('power'),
  exp: overDoubles('exp'),
  ln: overDoubles('ln'),
  log10: overDoubles('log10'),
  sign: single((call) => ({ sql: `CAST(sign(${asDouble(call, 0)}) AS TINYINT)`, type: 'TINYINT' })),
  lower: cased('lower'),
  upper: cased('upper'),
  length: single((call) => ({
    sql: `CAST(length(${textAt(call, 0).sql}) AS BIGINT)`,
    type: 'BIGINT',
  })),
  replace: overTexts('replace', 'VARCHAR'),
  substr,
  substring: substr,
  left: single((call) => {
    const count = wholeAt(call, 1)
    if (count === null) throw new Uncarried('dialect.literal-needed', 'left')
    return { sql: `substr(${textAt(call, 0).sql}, 1, ${String(count)})`, type: 'VARCHAR' }
  }),
  concat_ws: single((call) => {
    const [separator, ...rest] = call.args.map((arg) =>
      isText(arg.type) ? arg.sql : call.dialect.cast(arg, 'VARCHAR', false, call.needs),
    )
    return { sql: `concat_ws(${[separator, ...rest].join(', ')})`, type: 'VARCHAR' }
  }),
  concat: single((call) => {
    const texts = call.args.map((arg) => {
      const text = isText(arg.type) ? arg.sql : call.dialect.cast(arg, 'VARCHAR', false, call.needs)
      return arg.node.kind === 'text' ? text : `coalesce(${text}, '')`
    })
    return { sql: texts.join(' || '), type: 'VARCHAR' }
  }),
  ...Object.fromEntries(parts.map((name) => part(name, (moment) => `${name}(${moment})`))),
  second: single((call) => ({
    sql: `CAST(floor(EXTRACT(SECOND FROM ${call.dialect.cast(momentAt(call, 0), 'TIMESTAMP', false, call.needs)})) AS BIGINT)`,
    type: 'BIGINT',
  })),
  date_part: single((call) => partOf(call)),
}

/** The two sides of a call that asks whether a text holds another. */
export function textAndPart(call: Parameters<CallWriter>[0]): readonly [string, string] {
  return [whole(textAt(call, 0)), whole(textAt(call, 1))]
}
