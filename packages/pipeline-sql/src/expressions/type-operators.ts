import { asDecimal, decimalShape, decimalType, familyOf, isNumeric } from '../column-types.ts'
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

// Every BIGINT fits before the point of a result that is cut to the width the engine has.
const leastWhole = 20
const mostWidth = 38
const narrowWidth = 18

/** The exact type of so many digits before and after the point; null when the engine's widest would keep too few of them. */
function exactType(whole: number, scale: number): string | null {
  const width = Math.min(mostWidth, whole + scale)
  return width - scale >= Math.min(whole, leastWhole) ? decimalType(width, scale) : null
}

/** The shape of a part beside a DECIMAL; a whole number that is written out needs only its own digits. */
function shapeOf({ source, type }: Typed): ReturnType<typeof asDecimal> {
  const isWritten = source.kind === 'integer' && asDecimal(type) !== null
  return isWritten ? { width: BigInt(source.value).toString().length, scale: 0 } : asDecimal(type)
}

function decimalResult(operator: '+' | '-' | '*', left: Typed, right: Typed): string | null {
  const [one, two] = [shapeOf(left), shapeOf(right)]
  if (!one || !two) return null
  const [before, after] = [one.width - one.scale, two.width - two.scale]
  if (operator === '*') return exactType(before + after, one.scale + two.scale)
  return exactType(Math.max(before, after) + 1, Math.max(one.scale, two.scale))
}

function multiply(left: Typed, right: Typed, type: string): string {
  const [one, two] = [left, right].map((part, index) => {
    const shape = shapeOf(part)
    if (!shape) return part.sql
    // The engine keeps a product of two narrow DECIMALs narrow, and stops where it overflows.
    const isWide = (decimalShape(type)?.width ?? 0) > narrowWidth
    const width = isWide && index === 0 ? Math.max(shape.width, narrowWidth + 1) : shape.width
    return as(part, decimalType(width, shape.scale))
  })
  return `CAST(${one ?? ''} * ${two ?? ''} AS ${type})`
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
  if (operator === '*') return { sql: multiply(left, right, type), type }
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
