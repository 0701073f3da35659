import { familyOf, type TypeFamily } from '@weft/pipeline-sql'
import { Uncarried } from '../uncarried.ts'
import type { Dialect, Typed } from './dialect.ts'

/** How one database casts where its way and the engine's are the same. */
export interface CastRules {
  readonly typeName: (type: string) => string | null
  /** SQL of a floating number as a whole number; null where halves would go elsewhere. */
  readonly floatToWhole: ((sql: string, type: string) => string) | null
  readonly decimalToWhole: (sql: string, type: string) => string
  readonly momentToDate: (sql: string) => string
}

const unlikeText: ReadonlySet<TypeFamily> = new Set(['float', 'timestamp', 'time', 'other'])

const literals: Partial<Readonly<Record<TypeFamily, RegExp>>> = {
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d+(?:\.\d+)?$/,
  float: /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/,
  date: /^[12]\d{3}-\d\d-\d\d$/,
  timestamp: /^[12]\d{3}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d{1,6})?)?$/,
  time: /^\d\d:\d\d:\d\d$/,
  boolean: /^(?:true|false)$/,
}

const unsigned = new Set(['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT', 'HUGEINT'])

function isLossless(from: TypeFamily, to: TypeFamily): boolean {
  const numbers = ['integer', 'decimal', 'float']
  if (to === 'float') return numbers.includes(from)
  if (to === 'decimal') return from === 'integer' || from === 'decimal'
  if (to === 'timestamp') return from === 'date' || from === 'timestamp'
  return from === to
}

type Way = (sql: string, from: string, to: string, rules: CastRules) => string | null

const ways: Partial<Readonly<Record<TypeFamily, Way>>> = {
  text: (sql, from, to, rules) => (unlikeText.has(familyOf(from)) ? null : named(rules, sql, to)),
  boolean: (sql, from) =>
    ['integer', 'decimal'].includes(familyOf(from)) ? `(${sql} <> 0)` : null,
  date: (sql, from, _, rules) => (familyOf(from) === 'timestamp' ? rules.momentToDate(sql) : null),
  integer: (sql, from, to, rules) => {
    const family = familyOf(from)
    if (family === 'boolean' || family === 'integer') return named(rules, sql, to)
    if (family === 'decimal') return rules.decimalToWhole(sql, to)
    const isFloat = family === 'float' && !unsigned.has(to)
    return isFloat && rules.floatToWhole ? rules.floatToWhole(sql, to) : null
  },
}

function named({ typeName }: CastRules, sql: string, type: string): string {
  return `CAST(${sql} AS ${typeName(type) ?? type})`
}

function otherwise(value: Typed, type: string, rules: CastRules): string | null {
  const [from, to] = [familyOf(value.type), familyOf(type)]
  if (from === 'text') return null
  const sql = ways[to]?.(value.sql, value.type, type, rules) ?? null
  return sql === null && isLossless(from, to) ? named(rules, value.sql, type) : sql
}

/** Writes casts that both databases make alike, and refuses every other. */
export function plainCast(rules: CastRules): Dialect['cast'] {
  return (value, type, tries) => {
    if (value.type === 'NULL') return named(rules, 'NULL', type)
    if (value.type === type) return value.sql
    const isLiteral = isWritten(value, familyOf(type))
    const sql = isLiteral ? named(rules, value.sql, type) : otherwise(value, type, rules)
    if (sql !== null && !tries) return sql
    throw new Uncarried('dialect.cast', `${tries ? 'TRY_CAST ' : ''}${value.type} → ${type}`)
  }
}

function isWritten({ node, type }: Typed, to: TypeFamily): boolean {
  return node.kind === 'text' && type === 'VARCHAR' && literals[to]?.test(node.value) === true
}
