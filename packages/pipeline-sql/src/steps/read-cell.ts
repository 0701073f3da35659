import { decimalShape, familyOf, type TypeFamily } from '../column-types.ts'
import { readDate, readMoment } from '../expressions/typed-expression.ts'
import { quoteText } from '../quoting.ts'

const bounds: Readonly<Record<string, readonly [bigint, bigint]>> = {
  TINYINT: [-(2n ** 7n), 2n ** 7n - 1n],
  SMALLINT: [-(2n ** 15n), 2n ** 15n - 1n],
  INTEGER: [-(2n ** 31n), 2n ** 31n - 1n],
  BIGINT: [-(2n ** 63n), 2n ** 63n - 1n],
  HUGEINT: [-(2n ** 127n), 2n ** 127n - 1n],
  UTINYINT: [0n, 2n ** 8n - 1n],
  USMALLINT: [0n, 2n ** 16n - 1n],
  UINTEGER: [0n, 2n ** 32n - 1n],
  UBIGINT: [0n, 2n ** 64n - 1n],
  UHUGEINT: [0n, 2n ** 128n - 1n],
}

function readWhole(text: string, type: string): string | null {
  if (!/^[+-]?\d{1,39}$/.test(text)) return null
  const [least, most] = bounds[type] ?? [0n, 0n]
  const value = BigInt(text.replace('+', ''))
  return value >= least && value <= most ? value.toString() : null
}

function readDecimal(text: string, type: string): string | null {
  const shape = decimalShape(type)
  const match = /^([+-]?)0*(\d*?)(?:\.(\d*))?$/.exec(text)
  if (!shape || !match || !/\d/.test(text)) return null
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > shape.scale || whole.length > shape.width - shape.scale) return null
  return `${sign === '-' ? '-' : ''}0${whole}.${fraction}0`
}

function readFloat(text: string): string | null {
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text)
  return isNumber && Math.abs(Number(text)) < 1e38 ? text : null
}

function readYesNo(text: string): string | null {
  const word = text.toLowerCase()
  if (['true', 'yes', '1', '是', '真'].includes(word)) return 'true'
  return ['false', 'no', '0', '否', '假'].includes(word) ? 'false' : null
}

const readTime = (text: string) =>
  /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? text : null

const readers: Readonly<
  Record<TypeFamily, ((text: string, type: string) => string | null) | null>
> = {
  text: (text) => text,
  integer: readWhole,
  decimal: readDecimal,
  float: readFloat,
  boolean: readYesNo,
  date: readDate,
  timestamp: readMoment,
  time: readTime,
  null: null,
  other: null,
}

/** SQL of a value as people write it, as one of this type; null when it is not one. */
export function cellSql(written: string, type: string): string | null {
  const text = familyOf(type) === 'text' ? written : written.trim()
  const read = readers[familyOf(type)]?.(text, type) ?? null
  if (read === null) return null
  return familyOf(type) === 'text' ? quoteText(read) : `CAST(${quoteText(read)} AS ${type})`
}

const partOfList = /\s*(?:"((?:[^"]|"")*)"\s*(?=[,\uff0c]|$)|([^,\uff0c]*))(?:[,\uff0c]|$)/gy

/** The parts of a list people write with commas, without those that are empty; a part in double quotes is taken as it is. */
export function listParts(written: string): readonly string[] {
  const parts: string[] = []
  for (const { 0: whole, 1: quoted, 2: bare } of written.matchAll(partOfList)) {
    if (quoted !== undefined) parts.push(quoted.replaceAll('""', '"'))
    else if (bare?.trim()) parts.push(bare.trim())
    if (whole === '') break
  }
  return parts
}

/** A value as a part of such a list: in double quotes where it would be read as something else. */
export function writeListPart(value: string): string {
  const isPlain = value !== '' && value.trim() === value && !/[",\uff0c]/.test(value)
  return isPlain ? value : `"${value.replaceAll('"', '""')}"`
}
