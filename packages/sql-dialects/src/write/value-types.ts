import { commonType, familyOf, isNumeric } from '@weft/pipeline-sql'
import { Uncarried } from '../uncarried.ts'
import type { Typed } from './dialect.ts'

const shapeOf = (type: string): readonly [number, number] | null => {
  const match = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
  return match ? [Number(match[1]), Number(match[2])] : null
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
  HUGEINT: 38,
  UHUGEINT: 38,
}

/** Digits of a number's type: all, and those after the point. */
export function decimalOf(type: string): readonly [number, number] {
  return shapeOf(type) ?? [digits[type] ?? 38, 0]
}

/** The type several values share where they meet; throws where that is unclear. */
export function sharedType(values: readonly Pick<Typed, 'type'>[], what: string): string {
  let type = 'NULL'
  for (const value of values) {
    const shared = commonType(type, value.type)
    const differ = type !== 'NULL' && value.type !== 'NULL' && type !== value.type
    // One precision of floating numbers meets another kind of number differently in every database.
    const mixes = differ && (type === 'FLOAT' || value.type === 'FLOAT')
    if (shared === null || mixes) throw new Uncarried('dialect.types-mixed', what)
    type = shared
  }
  return type
}

function calculated(operator: string, left: string, right: string): string {
  const [one, two] = [shapeOf(left), shapeOf(right)]
  if (!one && !two) return commonType(left, right) ?? 'DOUBLE'
  const [a, b] = [decimalOf(left), decimalOf(right)]
  if (operator === '*') return `DECIMAL(${Math.min(38, a[0] + b[0])},${a[1] + b[1]})`
  const scale = Math.max(a[1], b[1])
  const width = Math.max(a[0] - a[1], b[0] - b[1]) + scale + (operator === '%' ? 0 : 1)
  return `DECIMAL(${Math.min(38, width)},${scale})`
}

/** The type of a calculation with two numbers. */
export function numberType(operator: string, left: Typed, right: Typed): string {
  for (const { type } of [left, right])
    if (!isNumeric(type) && type !== 'NULL') throw new Uncarried('dialect.types-mixed', operator)
  const shared = sharedType([left, right], operator)
  if (familyOf(shared) === 'float' || shared === 'NULL') return shared
  return calculated(operator, left.type, right.type)
}

/** The type of a number as it is written. */
export function literalType(text: string): string {
  if (/e/i.test(text)) return 'DOUBLE'
  if (!text.includes('.')) {
    const value = BigInt(text)
    if (value < 2n ** 31n) return 'INTEGER'
    return value < 2n ** 63n ? 'BIGINT' : 'HUGEINT'
  }
  const [whole = '', fraction = ''] = text.split('.')
  return `DECIMAL(${Math.max(1, whole.replace(/^0+/, '').length + fraction.length)},${fraction.length})`
}

/** Whether values of a type are texts. */
export function isText(type: string): boolean {
  return familyOf(type) === 'text'
}

/** Whether values of a type are dates or moments. */
export function isMoment(type: string): boolean {
  return ['date', 'timestamp'].includes(familyOf(type))
}
