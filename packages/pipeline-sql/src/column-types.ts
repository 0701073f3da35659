/** How a type of the engine behaves in settings and expressions. */
export type TypeFamily =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'null'
  | 'other'

interface IntegerShape {
  readonly signed: boolean
  readonly bits: number
}

const integers: Readonly<Record<string, IntegerShape>> = {
  TINYINT: { signed: true, bits: 8 },
  SMALLINT: { signed: true, bits: 16 },
  INTEGER: { signed: true, bits: 32 },
  BIGINT: { signed: true, bits: 64 },
  HUGEINT: { signed: true, bits: 128 },
  UTINYINT: { signed: false, bits: 8 },
  USMALLINT: { signed: false, bits: 16 },
  UINTEGER: { signed: false, bits: 32 },
  UBIGINT: { signed: false, bits: 64 },
  UHUGEINT: { signed: false, bits: 128 },
}

const families: Readonly<Record<string, TypeFamily>> = {
  FLOAT: 'float',
  DOUBLE: 'float',
  VARCHAR: 'text',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  TIME: 'time',
  NULL: 'null',
}

/** The family of a type as the engine writes it. */
export function familyOf(type: string): TypeFamily {
  if (Object.hasOwn(integers, type)) return 'integer'
  if (decimalShape(type)) return 'decimal'
  return Object.hasOwn(families, type) ? (families[type] ?? 'other') : 'other'
}

/** Whether values of a type can be calculated with. */
export function isNumeric(type: string): boolean {
  return ['integer', 'decimal', 'float'].includes(familyOf(type))
}

/** The width and scale of a DECIMAL, or null for another type. */
export function decimalShape(
  type: string,
): { readonly width: number; readonly scale: number } | null {
  const match = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
  return match ? { width: Number(match[1]), scale: Number(match[2]) } : null
}

/** The DECIMAL type of this width and scale. */
export function decimalType(width: number, scale: number): string {
  return `DECIMAL(${width},${scale})`
}

const digits: Readonly<Record<string, number>> = {
  TINYINT: 3,
  UTINYINT: 3,
  SMALLINT: 5,
  USMALLINT: 5,
  INTEGER: 10,
  UINTEGER: 10,
  BIGINT: 19,
  UBIGINT: 20,
}

/** A DECIMAL shape that holds every value of a whole-number or DECIMAL type, or null when none does. */
export function asDecimal(type: string): { readonly width: number; readonly scale: number } | null {
  const shape = decimalShape(type)
  if (shape) return shape
  const width = Object.hasOwn(digits, type) ? digits[type] : undefined
  return width === undefined ? null : { width, scale: 0 }
}

function mixedInteger(signed: string, unsigned: string): string {
  const bits = integers[unsigned]?.bits ?? 128
  if ((integers[signed]?.bits ?? 0) > bits) return signed
  if (bits >= 128) return 'DOUBLE'
  const wider = Object.entries(integers).find(
    ([, shape]) => shape.signed && shape.bits === bits * 2,
  )
  return wider?.[0] ?? 'HUGEINT'
}

function commonInteger(a: string, b: string): string {
  const [one, two] = [integers[a], integers[b]]
  if (!one || !two) return 'HUGEINT'
  if (one.signed === two.signed) return one.bits >= two.bits ? a : b
  return mixedInteger(one.signed ? a : b, one.signed ? b : a)
}

function commonNumber(a: string, b: string): string {
  if (familyOf(a) === 'float' || familyOf(b) === 'float') return 'DOUBLE'
  if (familyOf(a) === 'integer' && familyOf(b) === 'integer') return commonInteger(a, b)
  const [one, two] = [asDecimal(a), asDecimal(b)]
  if (!one || !two) return 'DOUBLE'
  const scale = Math.max(one.scale, two.scale)
  const width = Math.max(one.width - one.scale, two.width - two.scale) + scale
  return width > 38 ? 'DOUBLE' : decimalType(width, scale)
}

/** The type both types can become without losing anything essential, or null when they do not go together. */
export function commonType(a: string, b: string): string | null {
  if (a === b) return a
  const [one, two] = [familyOf(a), familyOf(b)]
  if (one === 'null') return b
  if (two === 'null') return a
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b)
  const times = ['date', 'timestamp']
  if (times.includes(one) && times.includes(two)) return 'TIMESTAMP'
  return null
}

const casts: Readonly<Record<TypeFamily, readonly TypeFamily[]>> = {
  integer: ['integer', 'decimal', 'float', 'text', 'boolean'],
  decimal: ['integer', 'decimal', 'float', 'text', 'boolean'],
  float: ['integer', 'decimal', 'float', 'text', 'boolean'],
  boolean: ['integer', 'decimal', 'float', 'text', 'boolean'],
  text: ['integer', 'decimal', 'float', 'text', 'boolean', 'date', 'timestamp', 'time'],
  date: ['date', 'timestamp', 'text'],
  timestamp: ['date', 'timestamp', 'time', 'text'],
  time: ['time', 'text'],
  null: ['integer', 'decimal', 'float', 'text', 'boolean', 'date', 'timestamp', 'time'],
  other: ['text'],
}

/** Whether the engine knows how to turn values of one type into another. */
export function canCast(from: string, to: string): boolean {
  return casts[familyOf(from)].includes(familyOf(to))
}

/** The types people can convert to, in the order they are offered; any DECIMAL(width,scale) works too. */
export const castTypes: readonly string[] = [
  'VARCHAR',
  'INTEGER',
  'BIGINT',
  'DOUBLE',
  'DECIMAL(18,2)',
  'BOOLEAN',
  'DATE',
  'TIMESTAMP',
  'TIME',
]

const aliases: Readonly<Record<string, string>> = {
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  INT: 'INTEGER',
  BOOL: 'BOOLEAN',
  DECIMAL: 'DECIMAL(18,3)',
  NUMERIC: 'DECIMAL(18,3)',
  DATETIME: 'TIMESTAMP',
}

/** A type as people write it, in the engine's spelling, or null when values cannot be converted to it. */
export function parseCastType(text: string): string | null {
  const upper = text.toUpperCase().replace(/\s+/g, '')
  const name = Object.hasOwn(aliases, upper) ? (aliases[upper] ?? upper) : upper
  const shape = decimalShape(name)
  if (shape) {
    const sound = shape.width >= 1 && shape.width <= 38 && shape.scale <= shape.width
    return sound ? decimalType(shape.width, shape.scale) : null
  }
  const family = familyOf(name)
  return family === 'null' || family === 'other' || family === 'decimal' ? null : name
}

/** SQL of a value turned into a type, or left alone when it has it. */
export function castSql(sql: string, from: string, to: string): string {
  return from === to ? sql : `CAST(${sql} AS ${to})`
}
