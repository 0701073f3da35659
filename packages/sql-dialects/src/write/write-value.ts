import { familyOf, isNumeric } from '@weft/pipeline-sql'
import type { OrderTerm, Query, Value, ValueOf } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import type { Dialect, Needs, Typed } from './dialect.ts'
import { findColumn, type Scope, type ScopeColumn } from './scope.ts'
import { isText, literalType, sharedType } from './value-types.ts'
import { writeCall } from './write-call.ts'
import { aligned, whole, writeBinary } from './write-operators.ts'

type Part = Omit<Typed, 'node'>

/** A query that was written, with its columns. */
export interface WrittenQuery {
  readonly sql: string
  readonly columns: readonly ScopeColumn[]
}

/** Writes a query that stands inside a value. */
export type WriteQuery = (query: Query, outer: Scope) => WrittenQuery

const made = (sql: string, type: string, isWhole = true): Part => ({
  sql,
  type,
  isWhole,
  isStored: false,
})

/** Writes values of the engine in another dialect, and follows their types. */
export class ValueWriter {
  readonly dialect: Dialect
  readonly needs: Needs
  readonly query: WriteQuery

  constructor(dialect: Dialect, needs: Needs, query: WriteQuery) {
    this.dialect = dialect
    this.needs = needs
    this.query = query
  }

  write(node: Value, scope: Scope): Typed {
    const entry = scope.entries.get(JSON.stringify(node))
    return { ...(entry ?? this.part(node, scope)), node }
  }

  /** A term of an ORDER BY that orders as the engine does. */
  orderTerm({ value, descending, nullsFirst }: OrderTerm, scope: Scope): string {
    return this.ordered(this.write(value, scope), descending, nullsFirst)
  }

  ordered(value: Typed, descending: boolean, nullsFirst: boolean): string {
    if (value.node.kind === 'number') throw new Uncarried('dialect.syntax', `ORDER BY ${value.sql}`)
    const direction = descending ? 'DESC' : 'ASC'
    return `${this.comparable(value)} ${direction} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`
  }

  /** A value that is ordered as the engine orders it. */
  comparable(value: Typed): string {
    return isText(value.type) && !value.isStored ? this.dialect.binary(whole(value)) : value.sql
  }

  typeName(type: string): string {
    const name = this.dialect.typeName(type)
    if (name === null) throw new Uncarried('dialect.type', type)
    return name
  }

  condition(node: Value, scope: Scope): string {
    const value = this.write(node, scope)
    if (!['BOOLEAN', 'NULL'].includes(value.type))
      throw new Uncarried('dialect.types-mixed', 'WHERE')
    return value.sql
  }

  private part(node: Value, scope: Scope): Part {
    // The table has a rule per kind; the compiler cannot follow that the node picks its own.
    const rule = this.rules[node.kind] as unknown as (node: Value, scope: Scope) => Part
    return rule(node, scope)
  }

  private readonly rules: {
    readonly [K in Value['kind']]: (node: ValueOf<K>, scope: Scope) => Part
  } = {
    column: (node, scope) => this.column(node, scope),
    call: (node, scope) => writeCall(this, node, scope),
    binary: (node, scope) => writeBinary(this, node, scope),
    case: (node, scope) => this.cases(node, scope),
    cast: (node, scope) => this.cast(node, scope),
    in: (node, scope) => this.oneOf(node, scope),
    query: (node, scope) => this.subquery(node, scope),
    list: (node, scope) => this.list(node, scope),
    slice: (node, scope) => this.slice(node, scope),
    unary: (node, scope) => this.unary(node, scope),
    is: (node, scope) => this.is(node, scope),
    between: (node, scope) => this.between(node, scope),
    like: (node, scope) => this.like(node, scope),
    number: ({ text }) => this.number(text),
    text: ({ value }) => made(this.dialect.quoteText(value), 'VARCHAR'),
    boolean: ({ value }) => made(value ? 'TRUE' : 'FALSE', 'BOOLEAN'),
    null: () => made('NULL', 'NULL'),
    interval: ({ amount, unit }) => made(this.dialect.interval(amount, unit), 'INTERVAL'),
    star: () => {
      throw new Uncarried('dialect.syntax', '*')
    },
    lambda: () => {
      throw new Uncarried('dialect.syntax', 'lambda')
    },
  }

  private number(text: string): Part {
    const type = literalType(text)
    const isFloat = type === 'DOUBLE'
    return made(isFloat ? `CAST('${text}' AS ${this.typeName(type)})` : text, type)
  }

  private column({ table, name }: ValueOf<'column'>, scope: Scope): Part {
    const local = table === null ? scope.locals.get(name) : undefined
    if (local) return local
    const found = findColumn(scope, table, name)
    if (!found) throw new Uncarried('dialect.column-unclear', name)
    const { quoteName } = this.dialect
    const sql = found.isMerged
      ? quoteName(found.name)
      : `${scope.sources.length > 1 || table !== null ? `${quoteName(found.source.alias)}.` : ''}${quoteName(found.name)}`
    return { sql, type: found.type, isWhole: true, isStored: found.isStored }
  }

  private unary({ operator, operand }: ValueOf<'unary'>, scope: Scope): Part {
    const value = this.write(operand, scope)
    if (operator === 'not') return made(`NOT ${whole(value)}`, 'BOOLEAN', false)
    if (!isNumeric(value.type)) throw new Uncarried('dialect.types-mixed', '-')
    return made(`- ${whole(value)}`, value.type, false)
  }

  private is({ what, negated, operand }: ValueOf<'is'>, scope: Scope): Part {
    const value = this.write(operand, scope)
    return made(this.dialect.is(whole(value), what, negated), 'BOOLEAN', false)
  }

  private between({ negated, operand, low, high }: ValueOf<'between'>, scope: Scope): Part {
    const values = [operand, low, high].map((part) => this.write(part, scope))
    const [value = '', from = '', to = ''] = aligned(this, values, 'BETWEEN')
    const texts = values.every(({ type }) => isText(type)) && !values.some((one) => one.isStored)
    const first = texts ? this.dialect.binary(value) : value
    return made(`${first} ${negated ? 'NOT ' : ''}BETWEEN ${from} AND ${to}`, 'BOOLEAN', false)
  }

  private like({ negated, exact, operand, pattern }: ValueOf<'like'>, scope: Scope): Part {
    const [value, like] = [this.write(operand, scope), this.write(pattern, scope)]
    if (![value, like].every(({ type }) => isText(type) || type === 'NULL'))
      throw new Uncarried('dialect.types-mixed', 'LIKE')
    const sql = this.dialect.like(value, like, exact, this.needs)
    return made(negated ? `NOT (${sql})` : sql, 'BOOLEAN', false)
  }

  private oneOf({ negated, operand, options }: ValueOf<'in'>, scope: Scope): Part {
    const value = this.write(operand, scope)
    const word = negated ? 'NOT IN' : 'IN'
    if ('body' in options) {
      const { sql, columns } = this.query(options, scope)
      sharedType([value, ...columns], 'IN')
      return made(`${whole(value)} ${word} (${sql})`, 'BOOLEAN', false)
    }
    const values = [value, ...options.map((one) => this.write(one, scope))]
    const [first = '', ...rest] = aligned(this, values, 'IN')
    return made(`${first} ${word} (${rest.join(', ')})`, 'BOOLEAN', false)
  }

  private cases({ subject, branches, otherwise }: ValueOf<'case'>, scope: Scope): Part {
    const about = subject && this.write(subject, scope)
    const lines = branches.map(({ when, then }) => {
      const test = this.write(when, scope)
      const [, sql = ''] = about ? aligned(this, [about, test], 'CASE') : ['', test.sql]
      return { test: sql, then: this.write(then, scope) }
    })
    const rest = otherwise && this.write(otherwise, scope)
    const type = sharedType([...lines.map(({ then }) => then), ...(rest ? [rest] : [])], 'CASE')
    const written = lines.map(({ test, then }) => `WHEN ${test} THEN ${then.sql}`)
    const before = about ? `CASE ${whole(about)}` : 'CASE'
    return made(`${before} ${written.join(' ')}${rest ? ` ELSE ${rest.sql}` : ''} END`, type)
  }

  private cast({ operand, type, tries }: ValueOf<'cast'>, scope: Scope): Part {
    const value = this.write(operand, scope)
    this.typeName(type)
    if (value.type === type) return value
    return made(this.dialect.cast(value, type, tries, this.needs), type)
  }

  private subquery({ query, exists }: ValueOf<'query'>, scope: Scope): Part {
    const { sql, columns } = this.query(query, scope)
    return exists
      ? made(`EXISTS (${sql})`, 'BOOLEAN')
      : made(`(${sql})`, columns[0]?.type ?? 'NULL')
  }

  private list({ items }: ValueOf<'list'>, scope: Scope): Part {
    const values = items.map((item) => this.write(item, scope))
    const type = sharedType(values, '[…]')
    if (type === 'NULL') throw new Uncarried('dialect.types-mixed', '[…]')
    const sqls = values.map(({ sql }) => sql)
    return made(this.dialect.list(sqls, this.typeName(type)), `${type}[]`)
  }

  private slice({ operand, from, to }: ValueOf<'slice'>, scope: Scope): Part {
    const value = this.write(operand, scope)
    if (familyOf(value.type) !== 'text') throw new Uncarried('dialect.syntax', '[:]')
    const isSound = [from, to].every(
      (end) => end === null || (end.kind === 'number' && /^[1-9]\d*$/.test(end.text)),
    )
    if (!isSound) throw new Uncarried('dialect.syntax', '[:]')
    const text = (end: Value | null) => (end?.kind === 'number' ? end.text : null)
    return made(this.dialect.slice(value, text(from), text(to), this.needs), 'VARCHAR')
  }
}
