import { decimalShape } from '../write/decimal-shape.ts'
import { familyOf } from '@weft/pipeline-sql'
import type { CallWriter } from '../write/dialect.ts'
import {
  argument,
  asDouble,
  numberAt,
  oneOf,
  overDoubles,
  single,
  wholeAt,
} from '../write/call-writers.ts'
import { isText, sharedType } from '../write/value-types.ts'
import { whole } from '../write/write-operators.ts'
import { Uncarried } from '../uncarried.ts'

const rounded = (name: 'floor' | 'ceil'): CallWriter =>
  single((call) => {
    const { sql, type } = numberAt(call, 0)
    const shape = decimalShape(type)
    if (familyOf(type) === 'integer') return { sql, type }
    return { sql: `${name}(${sql})`, type: shape ? `DECIMAL(${String(shape[0])},0)` : type }
  })

/** Postgres rounds halves of floating numbers to even, the engine away from zero. */
const round: CallWriter = single((call) => {
  const { sql, type } = numberAt(call, 0)
  const places = call.args.length > 1 ? wholeAt(call, 1) : 0
  const shape = decimalShape(type)
  if (shape) {
    if (places === null) throw new Uncarried('dialect.literal-needed', 'round')
    const scale = Math.min(shape[1], places)
    return {
      sql: `round(${sql}, ${String(scale)})`,
      type: `DECIMAL(${String(shape[0])},${String(scale)})`,
    }
  }
  if (familyOf(type) === 'integer') return { sql, type }
  call.needs.functions.add('weft_round')
  const digits = call.args.length > 1 ? `CAST(${argument(call, 1).sql} AS INTEGER)` : '0'
  return { sql: `pg_temp.weft_round(${asDouble(call, 0)}, ${digits})`, type: 'DOUBLE' }
})

const extreme = (name: 'least' | 'greatest'): CallWriter =>
  single(({ args, dialect }) => {
    const type = sharedType(args, name)
    const sqls = args.map((arg, at) => {
      const needsOrder = at === 0 && isText(type) && !args.some((one) => one.isStored)
      return needsOrder ? dialect.binary(whole(arg)) : arg.sql
    })
    return { sql: `${name}(${sqls.join(', ')})`, type }
  })

/** Functions over numbers, and those that give one of their arguments. */
export const postgresNumbers: Readonly<Record<string, CallWriter>> = {
  abs: single((call) => {
    const { sql, type } = numberAt(call, 0)
    return { sql: `abs(${sql})`, type }
  }),
  floor: rounded('floor'),
  ceil: rounded('ceil'),
  ceiling: rounded('ceil'),
  round,
  sqrt: overDoubles('sqrt'),
  power: overDoubles('power'),
  pow: overDoubles('power'),
  exp: overDoubles('exp'),
  ln: overDoubles('ln'),
  log10: overDoubles('log10'),
  sign: single((call) => ({
    sql: `CAST(sign(${numberAt(call, 0).sql}) AS SMALLINT)`,
    type: 'TINYINT',
  })),
  least: extreme('least'),
  greatest: extreme('greatest'),
  coalesce: oneOf('coalesce'),
  ifnull: oneOf('coalesce'),
  nullif: single(({ args }) => {
    sharedType(args, 'nullif')
    return {
      sql: `nullif(${args.map(({ sql }) => sql).join(', ')})`,
      type: args[0]?.type ?? 'NULL',
    }
  }),
  isfinite: single((call) => ({
    sql: `(${asDouble(call, 0)} NOT IN ('Infinity', '-Infinity', 'NaN'))`,
    type: 'BOOLEAN',
  })),
  error: single((call) => {
    call.needs.functions.add('weft_error')
    return { sql: `pg_temp.weft_error(${argument(call, 0).sql})`, type: 'NULL' }
  }),
}
