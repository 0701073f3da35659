import { familyOf, type TypeFamily } from '@weft/pipeline-sql'
import { Uncarried } from '../uncarried.ts'
import type { Needs, Typed } from '../write/dialect.ts'
import { decimalOf } from '../write/value-types.ts'
import { postgresType } from './postgres-type.ts'

interface Cast {
  readonly value: Typed
  readonly type: string
  readonly tries: boolean
  readonly needs: Needs
}

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  TINYINT: ['-128', '127'],
  SMALLINT: ['-32768', '32767'],
  INTEGER: ['-2147483648', '2147483647'],
  BIGINT: ['-9223372036854775808', '9223372036854775807'],
  HUGEINT: ['-170141183460469231731687303715884105728', '170141183460469231731687303715884105727'],
  UTINYINT: ['0', '255'],
  USMALLINT: ['0', '65535'],
  UINTEGER: ['0', '4294967295'],
  UBIGINT: ['0', '18446744073709551615'],
  UHUGEINT: ['0', '340282366920938463463374607431768211455'],
}
const ownRange = new Set(['SMALLINT', 'INTEGER', 'BIGINT'])

const plainCast = (sql: string, type: string): string =>
  `CAST(${sql} AS ${postgresType(type) ?? type})`

function helper({ needs }: Cast, name: string, ...args: readonly string[]): string {
  needs.functions.add(name)
  return `pg_temp.${name}(${args.join(', ')})`
}

const yesNo = (value: boolean) => (value ? 'TRUE' : 'FALSE')

const written: Partial<Readonly<Record<TypeFamily, RegExp>>> = {
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d+(?:\.\d+)?$/,
  float: /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/,
  date: /^[12]\d{3}-\d\d-\d\d$/,
  timestamp: /^[12]\d{3}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d{1,6})?)?$/,
  time: /^\d{1,2}:\d\d(?::\d\d)?$/,
  boolean: /^(?:true|false)$/,
}

/** A text that is written out and that both databases read alike. */
function fromLiteral({ value, type }: Cast): string {
  const family = familyOf(type)
  if (family === 'boolean') return value.sql.slice(1, -1).toUpperCase()
  return ['date', 'timestamp', 'time'].includes(family)
    ? `${postgresType(type) ?? ''} ${value.sql}`
    : plainCast(value.sql, type)
}

const readers: Partial<Record<TypeFamily, string>> = {
  boolean: 'weft_to_boolean',
  date: 'weft_to_date',
  timestamp: 'weft_to_moment',
  time: 'weft_to_time',
}

function fromText(cast: Cast): string {
  const { value, type, tries } = cast
  const family = familyOf(type)
  const { node } = value
  if (node.kind === 'text' && !tries && written[family]?.test(node.value)) return fromLiteral(cast)
  if (family === 'integer') {
    const [least, most] = ranges[type] ?? ['', '']
    return plainCast(helper(cast, 'weft_to_whole', value.sql, least, most, yesNo(tries)), type)
  }
  if (family === 'decimal') {
    const [width, scale] = decimalOf(type)
    const digits = [String(width), String(scale)]
    return plainCast(helper(cast, 'weft_to_decimal', value.sql, ...digits, yesNo(tries)), type)
  }
  const name = type === 'DOUBLE' ? 'weft_to_double' : readers[family]
  if (name === undefined) throw new Uncarried('dialect.cast', `VARCHAR → ${type}`)
  return helper(cast, name, value.sql, yesNo(tries))
}

function toText(cast: Cast): string {
  const { value } = cast
  const family = familyOf(value.type)
  if (family === 'float') return helper(cast, 'weft_number_text', value.sql)
  if (family === 'decimal') {
    const text = `CAST(${plainCast(value.sql, value.type)} AS TEXT)`
    const [width, scale] = decimalOf(value.type)
    // The engine writes no nought before the point where the type has no place for one.
    return width === scale ? String.raw`regexp_replace(${text}, '^(-?)0\.', '\1.')` : text
  }
  if (family === 'other') throw new Uncarried('dialect.cast', `${value.type} → VARCHAR`)
  return plainCast(value.sql, 'VARCHAR')
}

function toWhole(cast: Cast): string {
  const { value, type, tries, needs } = cast
  const family = familyOf(value.type)
  if (family === 'boolean') {
    const number = `CAST(${value.sql} AS INTEGER)`
    return type === 'INTEGER' ? number : plainCast(number, type)
  }
  if (!tries && (ownRange.has(type) || fits(value.type, type))) return plainCast(value.sql, type)
  const [least, most] = ranges[type] ?? ['', '']
  const isFloat = family === 'float'
  const name = isFloat ? 'weft_float_whole' : 'weft_whole'
  needs.functions.add(name)
  return plainCast(`pg_temp.${name}(${value.sql}, ${least}, ${most}, ${yesNo(tries)})`, type)
}

function fits(from: string, to: string): boolean {
  const [one, two] = [ranges[from], ranges[to]]
  if (!one || !two) return false
  return BigInt(one[0]) >= BigInt(two[0]) && BigInt(one[1]) <= BigInt(two[1])
}

function toDecimal(cast: Cast): string {
  const { value, type, tries } = cast
  const [width, scale] = decimalOf(type)
  const family = familyOf(value.type)
  if (family === 'boolean') return plainCast(`CAST(${value.sql} AS INTEGER)`, type)
  const digits = [String(width), String(scale), yesNo(tries)]
  if (family === 'float')
    return plainCast(helper(cast, 'weft_float_decimal', value.sql, ...digits), type)
  if (!tries) return plainCast(value.sql, type)
  return plainCast(helper(cast, 'weft_decimal', value.sql, ...digits), type)
}

function toFloat({ value, type, tries }: Cast): string {
  if (familyOf(value.type) === 'boolean') return plainCast(`CAST(${value.sql} AS INTEGER)`, type)
  if (type === 'FLOAT' && tries)
    throw new Uncarried('dialect.cast', `TRY_CAST ${value.type} → FLOAT`)
  return plainCast(value.sql, type)
}

const writers: Partial<Readonly<Record<TypeFamily, (cast: Cast) => string>>> = {
  text: toText,
  integer: toWhole,
  decimal: toDecimal,
  float: toFloat,
  boolean: ({ value }) => `((${value.sql}) <> 0)`,
}

/** Writes a cast so that it rounds, reads and refuses as the engine does. */
export function postgresCast(value: Typed, type: string, tries: boolean, needs: Needs): string {
  const cast = { value, type, tries, needs }
  if (value.type === 'NULL') return plainCast('NULL', type)
  if (value.type === type) return value.sql
  const [from, to] = [familyOf(value.type), familyOf(type)]
  if (from === 'text' && to !== 'text') return fromText(cast)
  const write = writers[to]
  if (to === 'boolean' && !['integer', 'decimal', 'float'].includes(from))
    throw new Uncarried('dialect.cast', `${value.type} → ${type}`)
  if (write) return write(cast)
  const times = ['date', 'timestamp', 'time']
  if (!times.includes(from) || !times.includes(to))
    throw new Uncarried('dialect.cast', `${value.type} → ${type}`)
  return plainCast(value.sql, type)
}
