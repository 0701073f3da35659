import { familyOf } from '../column-types.ts'
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
  const [, width = '18', scale = '3'] = /\((\d+),(\d+)\)/.exec(type) ?? []
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)
  const [whole = '', fraction = ''] = [match?.[2]?.replace(/^0+/, ''), match?.[3]]
  if (!match || !/\d/.test(text) || fraction.length > Number(scale)) return null
  if (whole.length > Number(width) - Number(scale)) return null
  return `${match[1] === '-' ? '-' : ''}${whole || '0'}.${fraction || '0'}`
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

function readAs(text: string, type: string): string | null {
  switch (familyOf(type)) {
    case 'text':
      return text
    case 'integer':
      return readWhole(text, type)
    case 'decimal':
      return readDecimal(text, type)
    case 'float':
      return readFloat(text)
    case 'boolean':
      return readYesNo(text)
    case 'date':
      return readDate(text)
    case 'timestamp':
      return readMoment(text)
    case 'time':
      return readTime(text)
    case 'null':
    case 'other':
      return null
  }
}

/** SQL of a value as people write it, as one of this type; null when it is not one. */
export function cellSql(written: string, type: string): string | null {
  const text = familyOf(type) === 'text' ? written : written.trim()
  const read = readAs(text, type)
  if (read === null) return null
  return familyOf(type) === 'text' ? quoteText(read) : `CAST(${quoteText(read)} AS ${type})`
}

/** The parts of a list people write with commas, without those that are empty. */
export function listParts(written: string): readonly string[] {
  return written
    .split(/[,\uff0c]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
