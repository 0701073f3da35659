import { familyOf, isNumeric } from '@weft/pipeline-sql'
import type { ValueOf } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import type { Typed } from './dialect.ts'
import type { Scope } from './scope.ts'
import { isMoment, isText, numberType, sharedType } from './value-types.ts'
import type { ValueWriter } from './write-value.ts'

type Part = Omit<Typed, 'node'>

/** SQL of a value that can stand beside an operator. */
export function whole({ sql, isWhole }: Pick<Typed, 'sql' | 'isWhole'>): string {
  return isWhole ? sql : `(${sql})`
}

function operand({ dialect, needs }: ValueWriter, value: Typed, type: string): string {
  return value.type === type ? whole(value) : dialect.cast(value, type, false, needs)
}

const made = (sql: string, type: string, isWhole = false): Part => ({
  sql,
  type,
  isWhole,
  isStored: false,
})

/** Values brought to one type where the engine would; a written text becomes what stands beside it. */
export function aligned(
  writer: ValueWriter,
  values: readonly Typed[],
  what: string,
): readonly string[] {
  const { dialect, needs } = writer
  const other = values.find(({ type, node }) => !isText(type) && node.kind !== 'null')
  const isWritten = ({ node, type }: Typed) => node.kind === 'text' && isText(type)
  if (!other || !values.some(({ type }) => isText(type))) {
    sharedType(values, what)
    return values.map(whole)
  }
  const typed = values.map((value) =>
    isWritten(value)
      ? { ...value, sql: dialect.cast(value, other.type, false, needs), type: other.type }
      : value,
  )
  sharedType(typed, what)
  return typed.map(whole)
}

function comparison(writer: ValueWriter, operator: string, left: Typed, right: Typed): Part {
  const [one = '', two = ''] = aligned(writer, [left, right], operator)
  const orders = ['<', '<=', '>', '>='].includes(operator)
  const isPlain = !isText(left.type) || !isText(right.type) || left.isStored || right.isStored
  const first = orders && !isPlain ? writer.dialect.binary(one) : one
  return made(writer.dialect.compare(operator, first, two), 'BOOLEAN')
}

function dates(writer: ValueWriter, operator: string, left: Typed, right: Typed): Part | null {
  const { dialect } = writer
  if (operator !== '+' && operator !== '-') return null
  if (right.type === 'INTERVAL' && isMoment(left.type)) {
    const moment = operand(writer, left, 'TIMESTAMP')
    return made(dialect.shift(moment, operator, right.sql), 'TIMESTAMP')
  }
  if (familyOf(left.type) !== 'date') return null
  if (familyOf(right.type) === 'integer')
    return made(dialect.dayArithmetic(operator, whole(left), right), 'DATE')
  const isDays = operator === '-' && familyOf(right.type) === 'date'
  return isDays ? made(dialect.dayArithmetic('-', whole(left), right), 'BIGINT') : null
}

function remainder(writer: ValueWriter, left: Typed, right: Typed): Part {
  const type = numberType('%', left, right)
  if (!writer.dialect.remainder(type)) throw new Uncarried('dialect.function', '% (DOUBLE)')
  return made(`${whole(left)} % ${whole(right)}`, type)
}

function arithmetic(writer: ValueWriter, operator: string, left: Typed, right: Typed): Part {
  const { dialect } = writer
  if (operator === '/') {
    if (![left, right].every(({ type }) => isNumeric(type) || type === 'NULL'))
      throw new Uncarried('dialect.types-mixed', '/')
    const [one, two] = [left, right].map((part) => operand(writer, part, 'DOUBLE'))
    return made(`${one ?? ''} / ${two ?? ''}`, 'DOUBLE')
  }
  if (operator === '%') return remainder(writer, left, right)
  if (operator === '//') throw new Uncarried('dialect.function', '//')
  const type = numberType(operator, left, right)
  dialect.checkDecimal(operator, left.type, right.type)
  return made(`${whole(left)} ${operator} ${whole(right)}`, type)
}

function joined(writer: ValueWriter, left: Typed, right: Typed): Part {
  if ([left, right].some(({ type }) => type.endsWith('[]')))
    throw new Uncarried('dialect.function', '|| ([])')
  const texts = [left, right].map((part) => operand(writer, part, 'VARCHAR'))
  return made(texts.join(' || '), 'VARCHAR')
}

/** Writes an operator between two values. */
export function writeBinary(
  writer: ValueWriter,
  { operator, left, right }: ValueOf<'binary'>,
  scope: Scope,
): Part {
  const [one, two] = [writer.write(left, scope), writer.write(right, scope)]
  if (operator === 'AND' || operator === 'OR') {
    const side = (part: Typed) =>
      part.node.kind === 'binary' && part.node.operator === operator ? part.sql : whole(part)
    return made(`${side(one)} ${operator} ${side(two)}`, 'BOOLEAN')
  }
  if (/^[<>=I]/.test(operator)) return comparison(writer, operator, one, two)
  if (operator === '||') return joined(writer, one, two)
  return dates(writer, operator, one, two) ?? arithmetic(writer, operator, one, two)
}
