import { familyOf, decimalShape, decimalType } from '../column-types.ts'
import { ExpressionFault } from './expression-fault.ts'
import { wholeType } from './type-operators.ts'
import { alignParts, as, asText, need, readAs, unfit, type Typed } from './typed-expression.ts'

interface Written {
  readonly sql: string
  readonly type: string
}

/** Types a call of a function and writes its SQL. */
export type Writer = (args: readonly Typed[]) => Written
type Reading = (part: Typed) => string

/** Reads an argument as a number. */
export const number: Reading = (part) =>
  need(part, ['integer', 'decimal', 'float'], 'DOUBLE', 'a number')
/** Reads an argument as a whole number. */
export const whole: Reading = (part) => need(part, ['integer'], 'BIGINT', 'a whole number')
/** Reads an argument as a text. */
export const text: Reading = (part) => need(part, ['text'], 'VARCHAR', 'a text')
/** Reads an argument as a date with a time. */
export const moment: Reading = (part) =>
  need(readAs(part, 'TIMESTAMP'), ['date', 'timestamp'], 'TIMESTAMP', 'a date')

/** A function of the engine whose arguments are brought to fixed types first. */
export function fixed(name: string, readings: readonly Reading[], type: string): Writer {
  return (args) => ({
    sql: `CAST(${name}(${args.map((arg, index) => (readings[index] ?? text)(arg)).join(', ')}) AS ${type})`,
    type,
  })
}

const parts = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

function literalOf(part: Typed | undefined, name: string, options: readonly string[]): string {
  const source = part?.source
  const value = source?.kind === 'text' ? source.value.toLowerCase() : null
  if (value !== null && options.includes(value)) return value
  throw new ExpressionFault('literal-needed', source?.at ?? 0, {
    name,
    options: options.join(', '),
  })
}

function argument(args: readonly Typed[], index: number): Typed {
  const part = args[index]
  if (!part) throw new Error('The number of arguments is checked before a function is written')
  return part
}

/** Writes `shared` of the language, or functions like it. */
export const shared =
  (name: string): Writer =>
  (args) => {
    const { sqls, type } = alignParts(args)
    return { sql: `${name}(${sqls.join(', ')})`, type }
  }

/** Writes `rounding` of the language, or functions like it. */
export const rounding =
  (name: string): Writer =>
  (args) => {
    const part = argument(args, 0)
    const family = familyOf(part.type)
    const shape = decimalShape(part.type)
    if (family === 'integer') {
      const type = wholeType([part])
      return { sql: as(part, type), type }
    }
    if (!shape) return { sql: `${name}(${number(part)})`, type: 'DOUBLE' }
    const type = decimalType(shape.width, 0)
    return { sql: `CAST(${name}(${part.sql}) AS ${type})`, type }
  }

/** Writes `round` of the language, or functions like it. */
export const writeRound: Writer = (args) => {
  const part = argument(args, 0)
  const places = args[1]
  if (!places) return rounding('round')(args)
  const shape = decimalShape(part.type)
  if (shape && places.source.kind === 'integer') {
    const scale = Number(places.source.value)
    if (scale >= shape.scale) return { sql: part.sql, type: part.type }
    const type = decimalType(shape.width, scale)
    return { sql: `CAST(${part.sql} AS ${type})`, type }
  }
  const digits = need(places, ['integer'], 'INTEGER', 'a whole number')
  return { sql: `round(${number(part)}, ${digits})`, type: 'DOUBLE' }
}

/** Writes `abs` of the language, or functions like it. */
export const writeAbs: Writer = (args) => {
  const part = argument(args, 0)
  const family = familyOf(part.type)
  if (family === 'decimal')
    return { sql: `CAST(abs(${part.sql}) AS ${part.type})`, type: part.type }
  if (family !== 'integer') return { sql: `abs(${number(part)})`, type: 'DOUBLE' }
  const type = wholeType([part])
  return { sql: `abs(${as(part, type)})`, type }
}

/** Writes `if` of the language, or functions like it. */
export const writeIf: Writer = (args) => {
  const test = need(argument(args, 0), ['boolean'], 'BOOLEAN', 'true or false')
  const { sqls, type } = alignParts(args.slice(1))
  return { sql: `CASE WHEN ${test} THEN ${sqls[0] ?? 'NULL'} ELSE ${sqls[1] ?? 'NULL'} END`, type }
}

/** Writes `nullif` of the language, or functions like it. */
export const writeNullif: Writer = (args) => {
  const { sqls, type } = alignParts(args)
  return { sql: `nullif(${sqls.join(', ')})`, type }
}

/** Writes `trunc` of the language, or functions like it. */
export const writeTrunc: Writer = (args) => {
  const part = literalOf(args[0], 'date_trunc', parts)
  const value = readAs(argument(args, 1), 'TIMESTAMP')
  const type = value.type === 'DATE' && parts.indexOf(part) <= 4 ? 'DATE' : 'TIMESTAMP'
  return { sql: `CAST(date_trunc('${part}', ${moment(value)}) AS ${type})`, type }
}

/** Writes `diff` of the language, or functions like it. */
export const writeDiff: Writer = (args) => {
  const part = literalOf(args[0], 'date_diff', parts)
  return {
    sql: `date_diff('${part}', ${moment(argument(args, 1))}, ${moment(argument(args, 2))})`,
    type: 'BIGINT',
  }
}

/** Writes `datepart` of the language, or functions like it. */
export const datePart: Writer = (args) => {
  const part = literalOf(args[0], 'date_part', [
    ...parts,
    'dayofweek',
    'isodow',
    'dayofyear',
    'isoyear',
  ])
  return { sql: `date_part('${part}', ${moment(argument(args, 1))})`, type: 'BIGINT' }
}

/** Writes `format` of the language, or functions like it. */
export const writeFormat: Writer = (args) => {
  const pattern = argument(args, 1)
  if (pattern.source.kind !== 'text')
    throw new ExpressionFault('text-needed', pattern.source.at, { name: 'strftime' })
  // The engine refuses an unknown letter only when it runs; the letters here are the ones it knows.
  if (/%(?![aAwdbBmyYHIpMSfjUWGuV%-])|%$|%-(?![dmyHIMSj])/.test(pattern.source.value))
    throw new ExpressionFault('literal-needed', pattern.source.at, {
      name: 'strftime',
      options: '%Y %m %d %H %M %S %b %B %a %A %j %U %W %y',
    })
  return { sql: `strftime(${moment(argument(args, 0))}, ${pattern.sql})`, type: 'VARCHAR' }
}

/** Writes `concat` of the language, or functions like it. */
export const writeConcat: Writer = (args) => ({
  sql: `concat(${args.map(asText).join(', ')})`,
  type: 'VARCHAR',
})

/** Writes `length` of the language, or functions like it. */
export const writeLength: Writer = (args) => {
  const part = argument(args, 0)
  if (!['text', 'null'].includes(familyOf(part.type))) unfit(part, 'a text')
  return { sql: `length(${asText(part)})`, type: 'BIGINT' }
}
