import {
  asDecimal,
  castSql,
  decimalShape,
  decimalType,
  familyOf,
  isNumeric,
} from '../column-types.ts'
import { ExpressionFault } from './expression-fault.ts'
import type { BinaryOperator } from './expression-tree.ts'
import { alignParts, as, asText, need, unfit, type Typed } from './typed-expression.ts'

interface Result {
  readonly sql: string
  readonly type: string
}

const wide = new Set(['HUGEINT', 'UHUGEINT', 'UBIGINT'])

/** The whole-number type calculations use for these parts. */
export function wholeType(parts: readonly Typed[]): string {
  return parts.some((part) => wide.has(part.type)) ? 'HUGEINT' : 'BIGINT'
}

function decimalResult(operator: '+' | '-' | '*', left: Typed, right: Typed): string | null {
  const [one, two] = [asDecimal(left.type), asDecimal(right.type)]
  if (!one || !two) return null
  if (operator === '*') {
    const width = one.width + two.width
    return width > 38 ? null : decimalType(width, one.scale + two.scale)
  }
  const scale = Math.max(one.scale, two.scale)
  const width = Math.max(one.width - one.scale, two.width - two.scale) + scale + 1
  return width > 38 ? null : decimalType(width, scale)
}

function dateArithmetic(operator: '+' | '-' | '*', left: Typed, right: Typed): Result | null {
  const [one, two] = [familyOf(left.type), familyOf(right.type)]
  if (one === 'date' && two === 'integer' && operator !== '*')
    return { sql: `(${left.sql} ${operator} ${as(right, 'INTEGER')})`, type: 'DATE' }
  if (one === 'date' && two === 'date' && operator === '-')
    return { sql: `(${left.sql} - ${right.sql})`, type: 'BIGINT' }
  return null
}

function typeArithmetic(operator: '+' | '-' | '*', left: Typed, right: Typed): Result {
  const dates = dateArithmetic(operator, left, right)
  if (dates) return dates
  for (const part of [left, right])
    if (!isNumeric(part.type) && part.type !== 'NULL') unfit(part, 'a number')
  const families = [familyOf(left.type), familyOf(right.type)]
  const calculate = (type: string): Result => ({
    sql: `(${as(left, type)} ${operator} ${as(right, type)})`,
    type,
  })
  if (families.includes('float')) return calculate('DOUBLE')
  if (!families.includes('decimal')) return calculate(wholeType([left, right]))
  if (families.includes('null')) return calculate('DOUBLE')
  const type = decimalResult(operator, left, right)
  if (type === null) return calculate('DOUBLE')
  const shape = (part: Typed) => {
    const own = asDecimal(part.type)
    return own && !decimalShape(part.type)
      ? castSql(part.sql, part.type, decimalType(own.width, 0))
      : part.sql
  }
  if (operator === '*') return { sql: `CAST(${shape(left)} * ${shape(right)} AS ${type})`, type }
  return { sql: `CAST(${as(left, type)} ${operator} ${as(right, type)} AS ${type})`, type }
}

const numbers = ['integer', 'decimal', 'float']

function typeDivision(left: Typed, right: Typed): Result {
  const [one, two] = [left, right].map((part) => need(part, numbers, 'DOUBLE', 'a number'))
  return { sql: `(${one ?? ''} / nullif(${two ?? ''}, 0))`, type: 'DOUBLE' }
}

function typeRemainder(left: Typed, right: Typed): Result {
  const whole = [left, right].every((part) => ['integer', 'null'].includes(familyOf(part.type)))
  const type = whole ? wholeType([left, right]) : 'DOUBLE'
  const [one, two] = [left, right].map((part) => need(part, numbers, type, 'a number'))
  return { sql: `(${one ?? ''} % nullif(${two ?? ''}, 0))`, type }
}

const condition = (part: Typed) => need(part, ['boolean'], 'BOOLEAN', 'true or false')

type Writer = (left: Typed, right: Typed) => Result

const compare =
  (sign: string): Writer =>
  (left, right) => ({
    sql: `(${alignParts([left, right]).sqls.join(` ${sign} `)})`,
    type: 'BOOLEAN',
  })

const connect =
  (word: string): Writer =>
  (left, right) => ({
    sql: `(${condition(left)} ${word} ${condition(right)})`,
    type: 'BOOLEAN',
  })

const writers: Readonly<Record<BinaryOperator, Writer>> = {
  '+': (left, right) => typeArithmetic('+', left, right),
  '-': (left, right) => typeArithmetic('-', left, right),
  '*': (left, right) => typeArithmetic('*', left, right),
  '/': typeDivision,
  '%': typeRemainder,
  // The engine folds an empty constant here to the type it had before its cast.
  '||': (left, right) => ({
    sql: `CAST(${asText(left)} || ${asText(right)} AS VARCHAR)`,
    type: 'VARCHAR',
  }),
  and: connect('AND'),
  or: connect('OR'),
  '=': compare('='),
  '<>': compare('<>'),
  '<': compare('<'),
  '<=': compare('<='),
  '>': compare('>'),
  '>=': compare('>='),
}

/** Types and writes an operator between two parts. */
export function typeBinary(operator: BinaryOperator, left: Typed, right: Typed): Result {
  return writers[operator](left, right)
}

/** Types and writes a minus sign before a part. */
export function typeNegation(part: Typed): Result {
  const family = familyOf(part.type)
  if (family === 'decimal') return { sql: `CAST(-${part.sql} AS ${part.type})`, type: part.type }
  if (family === 'null') return { sql: part.sql, type: 'NULL' }
  if (!isNumeric(part.type))
    throw new ExpressionFault('type-unfit', part.source.at, {
      found: part.type,
      expected: 'a number',
    })
  const type = family === 'float' ? 'DOUBLE' : wholeType([part])
  return { sql: `(- ${as(part, type)})`, type }
}
