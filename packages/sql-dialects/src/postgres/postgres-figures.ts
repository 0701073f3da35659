import { familyOf } from '@weft/pipeline-sql'
import type { CallWriter, WrittenCall } from '../write/dialect.ts'
import {
  argument,
  asDouble,
  doubleFigure,
  literalAt,
  numberAt,
  plainFigure,
  textAt,
  windowed,
} from '../write/call-writers.ts'
import { decimalShape } from '../write/decimal-shape.ts'
import { isText } from '../write/value-types.ts'
import { whole } from '../write/write-operators.ts'
import { Uncarried } from '../uncarried.ts'

function summedType(type: string): string {
  const shape = decimalShape(type)
  if (shape) return `DECIMAL(38,${String(shape[1])})`
  return familyOf(type) === 'float' ? 'DOUBLE' : 'HUGEINT'
}

const sum: CallWriter = (call) => {
  plainFigure(call)
  const value = numberAt(call, 0)
  const isFloat = familyOf(value.type) === 'float'
  const sql = isFloat ? asDouble(call, 0) : value.sql
  return { sql: `sum(${sql})${call.after}`, type: summedType(value.type) }
}

const average: CallWriter = (call) => {
  plainFigure(call)
  const value = numberAt(call, 0)
  const isFloat = familyOf(value.type) === 'float'
  const figure = `avg(${isFloat ? asDouble(call, 0) : value.sql})${call.after}`
  return { sql: isFloat ? figure : `CAST(${figure} AS DOUBLE PRECISION)`, type: 'DOUBLE' }
}

const extreme =
  (name: 'min' | 'max'): CallWriter =>
  (call) => {
    plainFigure(call)
    if (call.args.length !== 1) throw new Uncarried('dialect.function', name)
    const value = argument(call, 0)
    const { type } = value
    if (type === 'BOOLEAN')
      return { sql: `bool_${name === 'min' ? 'and' : 'or'}(${value.sql})${call.after}`, type }
    const sql = isText(type) && !value.isStored ? call.dialect.binary(whole(value)) : value.sql
    return { sql: `${name}(${sql})${call.after}`, type }
  }

/** Figures over an order cannot be windows in Postgres: the values are collected and measured apart. */
function quantile(call: WrittenCall, share: string) {
  plainFigure(call)
  const value = asDouble(call, 0)
  if (!call.isWindow) {
    const sql = `percentile_cont(${share}) WITHIN GROUP (ORDER BY ${value})${call.after}`
    return { sql, type: 'DOUBLE' }
  }
  call.needs.functions.add('weft_quantile')
  return {
    sql: `pg_temp.weft_quantile(array_agg(${value})${call.after}, ${share})`,
    type: 'DOUBLE',
  }
}

const firstBy =
  (descends: boolean): CallWriter =>
  (call) => {
    const [value, by] = [argument(call, 0), argument(call, 1)]
    if (call.isWindow || call.order !== '' || call.call.distinct)
      throw new Uncarried('dialect.function', call.call.name)
    call.needs.notes.add('dialect.note-ties')
    const key = isText(by.type) && !by.isStored ? call.dialect.binary(whole(by)) : by.sql
    const kept = [`${whole(value)} IS NOT NULL`, `${whole(by)} IS NOT NULL`, call.filter].filter(
      Boolean,
    )
    const list = `array_agg(${value.sql} ORDER BY ${key} ${descends ? 'DESC' : 'ASC'})`
    return { sql: `(${list} FILTER (WHERE ${kept.join(' AND ')}))[1]`, type: value.type }
  }

const first: CallWriter = (call) => {
  if (call.isWindow || call.call.distinct || call.call.ignoresNulls)
    throw new Uncarried('dialect.function', call.call.name)
  const { sql, type } = argument(call, 0)
  return { sql: `(array_agg(${sql} ORDER BY ${call.order})${call.after})[1]`, type }
}

const neighbour =
  (name: 'first_value' | 'last_value'): CallWriter =>
  (call) => {
    if (!call.call.ignoresNulls) return windowed(null)(call)
    const helper = name === 'last_value' ? 'weft_last_filled' : 'weft_first_filled'
    call.needs.functions.add(helper)
    const { sql, type } = argument(call, 0)
    return { sql: `pg_temp.${helper}(${sql})${call.after}`, type }
  }

const listed: CallWriter = (call) => {
  const { sql, type } = argument(call, 0)
  if (call.call.distinct || call.order === '')
    throw new Uncarried('dialect.function', call.call.name)
  return { sql: `array_agg(${sql} ORDER BY ${call.order})${call.after}`, type: `${type}[]` }
}

const joined: CallWriter = (call) => {
  if (call.call.distinct) throw new Uncarried('dialect.function', call.call.name)
  const separator = call.dialect.quoteText(call.args.length > 1 ? literalAt(call, 1) : ',')
  const sql = `string_agg(${textAt(call, 0).sql}, ${separator} ORDER BY ${call.order})${call.after}`
  return { sql, type: 'VARCHAR' }
}

const count: CallWriter = (call) => {
  const distinct = call.call.distinct ? 'DISTINCT ' : ''
  if (call.call.distinct && call.isWindow)
    throw new Uncarried('dialect.function', 'count (DISTINCT, OVER)')
  const inside = call.args.length === 0 ? '*' : `${distinct}${argument(call, 0).sql}`
  return { sql: `count(${inside})${call.after}`, type: 'BIGINT' }
}

const logical =
  (name: 'bool_and' | 'bool_or'): CallWriter =>
  (call) => {
    plainFigure(call)
    return { sql: `${name}(${argument(call, 0).sql})${call.after}`, type: 'BOOLEAN' }
  }

/** Figures over several rows and windows. */
export const postgresFigures: Readonly<Record<string, CallWriter>> = {
  count,
  count_star: count,
  sum,
  avg: average,
  mean: average,
  min: extreme('min'),
  max: extreme('max'),
  median: (call) => quantile(call, '0.5'),
  quantile_cont: (call) => {
    const { node } = argument(call, 1)
    if (node.kind !== 'number') throw new Uncarried('dialect.literal-needed', 'quantile_cont')
    return quantile(call, node.text)
  },
  first,
  arg_max: firstBy(true),
  max_by: firstBy(true),
  arg_min: firstBy(false),
  min_by: firstBy(false),
  mode: (call) => {
    if (call.isWindow || call.call.distinct) throw new Uncarried('dialect.function', 'mode')
    const { type } = argument(call, 0)
    return { sql: `mode() WITHIN GROUP (ORDER BY ${call.order})${call.after}`, type }
  },
  list: listed,
  array_agg: listed,
  string_agg: joined,
  stddev: doubleFigure('stddev_samp'),
  stddev_samp: doubleFigure('stddev_samp'),
  stddev_pop: doubleFigure('stddev_pop'),
  variance: doubleFigure('var_samp'),
  var_samp: doubleFigure('var_samp'),
  var_pop: doubleFigure('var_pop'),
  bool_and: logical('bool_and'),
  bool_or: logical('bool_or'),
  grouping_id: (call) => ({
    sql: `CAST(grouping(${call.args.map(({ sql }) => sql).join(', ')}) AS BIGINT)`,
    type: 'BIGINT',
  }),
  row_number: windowed('BIGINT'),
  rank: windowed('BIGINT'),
  dense_rank: windowed('BIGINT'),
  percent_rank: windowed('DOUBLE'),
  cume_dist: windowed('DOUBLE'),
  ntile: windowed('BIGINT'),
  lag: windowed(null),
  lead: windowed(null),
  first_value: neighbour('first_value'),
  last_value: neighbour('last_value'),
}
