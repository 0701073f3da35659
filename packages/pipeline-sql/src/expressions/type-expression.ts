import { foldName } from '@weft/pipeline-model'
import { canCast, decimalType, parseCastType } from '../column-types.ts'
import { closestName } from '../closest-name.ts'
import { quoteName, quoteText } from '../quoting.ts'
import { ExpressionFault } from './expression-fault.ts'
import { expressionFunctions } from './expression-functions.ts'
import type { Expression, ExpressionOf } from './expression-tree.ts'
import { typeBinary, typeNegation } from './type-operators.ts'
import {
  alignParts,
  columnsOf,
  need,
  readAs,
  readDate,
  readMoment,
  type Scope,
  type Typed,
} from './typed-expression.ts'

type Rule<K extends Expression['kind']> = (
  node: ExpressionOf<K>,
  scope: Scope,
) => Omit<Typed, 'source'>

function typeColumn(
  { name, at }: ExpressionOf<'column'>,
  { schema, sqlOf = quoteName }: Scope,
): Omit<Typed, 'source'> {
  const column =
    schema.find((entry) => entry.name === name) ??
    schema.find((entry) => foldName(entry.name) === foldName(name))
  if (column) return { sql: sqlOf(column.name), type: column.type, columns: [column.name] }
  const closest = closestName(
    name,
    schema.map((entry) => entry.name),
  )
  if (closest === null) throw new ExpressionFault('column-unknown', at, { column: name })
  throw new ExpressionFault('column-missing', at, { column: name, closest })
}

function typeParameter(
  { name, at }: ExpressionOf<'parameter'>,
  { parameters }: Scope,
): Omit<Typed, 'source'> {
  const found = parameters.get(foldName(name))
  if (!found) throw new ExpressionFault('parameter-unknown', at, { name })
  return { sql: found.sql, type: found.type, columns: [] }
}

function typeShift(
  { operand, count, unit }: ExpressionOf<'shift'>,
  scope: Scope,
): Omit<Typed, 'source'> {
  const part = readAs(typeExpression(operand, scope), 'TIMESTAMP')
  const isWhole = part.type === 'DATE' && !['hour', 'minute', 'second'].includes(unit)
  return { ...shiftSql(part, count, unit, isWhole ? 'DATE' : 'TIMESTAMP'), columns: part.columns }
}

function shiftSql(part: Typed, count: number, unit: string, type: string) {
  const value = need(part, ['date', 'timestamp'], 'TIMESTAMP', 'a date')
  const sign = count < 0 ? '-' : '+'
  const moved = `${value} ${sign} INTERVAL ${String(Math.abs(count))} ${unit.toUpperCase()}`
  return { sql: `CAST(${moved} AS ${type})`, type }
}

function typeInteger({ value, at }: ExpressionOf<'integer'>): Omit<Typed, 'source'> {
  const number = BigInt(value)
  if (number > 170141183460469231731687303715884105727n)
    throw new ExpressionFault('number-too-large', at)
  const type = number > 9223372036854775807n ? 'HUGEINT' : 'BIGINT'
  return { sql: `CAST(${number.toString()} AS ${type})`, type, columns: [] }
}

function typeDecimal({ value, at }: ExpressionOf<'decimal'>): Omit<Typed, 'source'> {
  if (/^[\d.]+$/.test(value)) {
    const [digits = '', fraction = ''] = value.split('.')
    const whole = digits.replace(/^0+/, '')
    const width = Math.max(1, whole.length + fraction.length)
    const type = decimalType(width, fraction.length)
    const sql = `CAST('${whole || '0'}.${fraction || '0'}' AS ${type})`
    if (width <= 18) return { sql, type, columns: [] }
  }
  if (!Number.isFinite(Number(value))) throw new ExpressionFault('number-too-large', at)
  return { sql: `CAST('${value}' AS DOUBLE)`, type: 'DOUBLE', columns: [] }
}

function typeTime(kind: 'date' | 'timestamp', value: string, at: number): Omit<Typed, 'source'> {
  const read = kind === 'date' ? readDate(value) : readMoment(value)
  if (read === null) throw new ExpressionFault('date-unreal', at, { value })
  const type = kind.toUpperCase()
  return { sql: `${type} '${read}'`, type, columns: [] }
}

function typeCase(
  { branches, otherwise }: ExpressionOf<'case'>,
  scope: Scope,
): Omit<Typed, 'source'> {
  const whens = branches.map((branch) => typeExpression(branch.when, scope))
  const thens = branches.map((branch) => typeExpression(branch.then, scope))
  if (otherwise) thens.push(typeExpression(otherwise, scope))
  const { sqls, type } = alignParts(thens)
  const conditions = whens.map((when) => need(when, ['boolean'], 'BOOLEAN', 'true or false'))
  const cases = conditions.map((when, index) => `WHEN ${when} THEN ${sqls[index] ?? 'NULL'}`)
  const rest = otherwise ? ` ELSE ${sqls.at(-1) ?? 'NULL'}` : ''
  return {
    sql: `CASE ${cases.join(' ')}${rest} END`,
    type,
    columns: columnsOf([...whens, ...thens]),
  }
}

function typeCast(node: ExpressionOf<'cast'>, scope: Scope): Omit<Typed, 'source'> {
  const operand = typeExpression(node.operand, scope)
  const type = parseCastType(node.type)
  if (!type) throw new ExpressionFault('type-unknown', node.at, { type: node.type })
  if (!canCast(operand.type, type))
    throw new ExpressionFault('types-differ', node.at, { left: operand.type, right: type })
  const word = node.forgiving ? 'TRY_CAST' : 'CAST'
  return { sql: `${word}(${operand.sql} AS ${type})`, type, columns: operand.columns }
}

function typeCall(node: ExpressionOf<'call'>, scope: Scope): Omit<Typed, 'source'> {
  const found = expressionFunctions.find((entry) => entry.name === node.name)
  if (!found) {
    const closest = closestName(
      node.name,
      expressionFunctions.map((entry) => entry.name),
    )
    if (closest === null)
      throw new ExpressionFault('function-unknown', node.at, { name: node.name })
    throw new ExpressionFault('function-missing', node.at, { name: node.name, closest })
  }
  if (node.args.length < found.least || node.args.length > found.most)
    throw new ExpressionFault('arguments-count', node.at, {
      name: found.name,
      signature: found.signature,
    })
  const args = node.args.map((arg) => typeExpression(arg, scope))
  return { ...found.write(args), columns: columnsOf(args) }
}

const rules: { readonly [K in Expression['kind']]: Rule<K> } = {
  integer: typeInteger,
  decimal: typeDecimal,
  text: ({ value }) => ({ sql: quoteText(value), type: 'VARCHAR', columns: [] }),
  date: ({ value, at }) => typeTime('date', value, at),
  timestamp: ({ value, at }) => typeTime('timestamp', value, at),
  boolean: ({ value }) => ({ sql: value ? 'TRUE' : 'FALSE', type: 'BOOLEAN', columns: [] }),
  null: () => ({ sql: 'NULL', type: 'NULL', columns: [] }),
  column: typeColumn,
  parameter: typeParameter,
  shift: typeShift,
  negate: ({ operand }, scope) => {
    const part = typeExpression(operand, scope)
    return { ...typeNegation(part), columns: part.columns }
  },
  not: ({ operand }, scope) => {
    const part = typeExpression(operand, scope)
    const sql = `(NOT ${need(part, ['boolean'], 'BOOLEAN', 'true or false')})`
    return { sql, type: 'BOOLEAN', columns: part.columns }
  },
  binary: ({ operator, left, right }, scope) => {
    const parts = [typeExpression(left, scope), typeExpression(right, scope)] as const
    return { ...typeBinary(operator, ...parts), columns: columnsOf(parts) }
  },
  'is-null': ({ operand, negated }, scope) => {
    const part = typeExpression(operand, scope)
    return {
      sql: `(${part.sql} IS ${negated ? 'NOT ' : ''}NULL)`,
      type: 'BOOLEAN',
      columns: part.columns,
    }
  },
  between: ({ operand, low, high, negated }, scope) => {
    const parts = [operand, low, high].map((part) => typeExpression(part, scope))
    const [value = '', from = '', to = ''] = alignParts(parts).sqls
    const sql = `(${value} ${negated ? 'NOT ' : ''}BETWEEN ${from} AND ${to})`
    return { sql, type: 'BOOLEAN', columns: columnsOf(parts) }
  },
  in: ({ operand, options, negated }, scope) => {
    const parts = [operand, ...options].map((part) => typeExpression(part, scope))
    const [value = '', ...rest] = alignParts(parts).sqls
    const sql = `(${value} ${negated ? 'NOT ' : ''}IN (${rest.join(', ')}))`
    return { sql, type: 'BOOLEAN', columns: columnsOf(parts) }
  },
  like: ({ operand, pattern, negated, exact }, scope) => {
    const parts = [typeExpression(operand, scope), typeExpression(pattern, scope)]
    const sqls = parts.map((part) => need(part, ['text'], 'VARCHAR', 'a text'))
    const word = exact ? 'LIKE' : 'ILIKE'
    return {
      sql: `(${sqls.join(negated ? ` NOT ${word} ` : ` ${word} `)})`,
      type: 'BOOLEAN',
      columns: columnsOf(parts),
    }
  },
  case: typeCase,
  cast: typeCast,
  call: typeCall,
}

/** Types an expression over the columns in scope and writes its SQL; throws `ExpressionFault` where it does not fit. */
export function typeExpression<K extends Expression['kind']>(
  node: ExpressionOf<K> & Expression,
  scope: Scope,
): Typed {
  // The table has a rule per kind; the compiler cannot follow that the node picks its own.
  const rule = rules[node.kind] as unknown as (
    node: Expression,
    scope: Scope,
  ) => Omit<Typed, 'source'>
  return { ...rule(node, scope), source: node }
}
