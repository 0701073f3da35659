import { foldName } from '@weft/pipeline-model'
import type { Body, Query, Value } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import type { Dialect, KnownTable, Needs } from './dialect.ts'
import { emptyScope, type Scope, type ScopeColumn } from './scope.ts'
import { sharedType } from './value-types.ts'
import { writeSelect, type WrittenSelect } from './write-select.ts'
import { ValueWriter, type WrittenQuery } from './write-value.ts'

/** A table or query by its name. */
export interface NamedTable {
  readonly name: string
  readonly columns: readonly ScopeColumn[]
}

/** Writes queries of the engine in another dialect. */
export class QueryWriter {
  readonly dialect: Dialect
  readonly needs: Needs
  readonly values: ValueWriter
  private tables: ReadonlyMap<string, NamedTable>
  private count = 0

  constructor(dialect: Dialect, needs: Needs, tables: ReadonlyMap<string, KnownTable>) {
    this.dialect = dialect
    this.needs = needs
    this.values = new ValueWriter(dialect, needs, (query, outer) => this.query(query, outer))
    this.tables = new Map(
      [...tables].map(([name, table]) => [
        foldName(name),
        { name: table.name, columns: table.schema.map((one) => ({ ...one, isStored: true })) },
      ]),
    )
  }

  /** A name nothing else in the statement has. */
  freshName(word: string): string {
    return `${word}_${String(++this.count)}`
  }

  table(name: string): NamedTable {
    const found = this.tables.get(foldName(name))
    if (!found) throw new Uncarried('dialect.table-unknown', name)
    return found
  }

  /** Writes a query; `names` are those its columns must have. */
  query(query: Query, outer: Scope, names: readonly string[] = []): WrittenQuery {
    const before = this.tables
    const ctes = query.with.map((cte) => {
      const { sql, columns } = this.query(cte.query, outer, cte.columns)
      this.tables = new Map(this.tables).set(foldName(cte.name), { name: cte.name, columns })
      return `${this.dialect.quoteName(cte.name)} AS (${sql})`
    })
    const written = this.ordered(query, outer, names)
    this.tables = before
    const sql = ctes.length > 0 ? `WITH ${ctes.join(', ')} ${written.sql}` : written.sql
    return { ...written, sql }
  }

  private ordered(query: Query, outer: Scope, names: readonly string[]): WrittenQuery {
    const { body, order } = query
    const isOrdered = order === 'all' || order.length > 0
    if (query.limit && !isOrdered) throw new Uncarried('dialect.order-missing', 'LIMIT')
    const limits = this.limits(query)
    if (body.kind === 'select') {
      const select = writeSelect(this, body, outer, names)
      if (!isOrdered) return select
      const inside = select.orderBy?.(order) ?? null
      if (inside !== null) return { ...select, sql: `${select.sql} ORDER BY ${inside}${limits}` }
      return this.around(select, order, limits)
    }
    const written = this.body(body, outer, names)
    return isOrdered ? this.around(written, order, limits) : written
  }

  /** Orders rows by the columns they come with. */
  private around(written: WrittenQuery, order: Query['order'], limits: string): WrittenQuery {
    const alias = this.freshName('part')
    const columns = written.columns.map((one) => ({ ...one }))
    const scope: Scope = { ...emptyScope, sources: [{ alias, columns }] }
    const position = (value: Value): Value => {
      const at = value.kind === 'number' ? Number(value.text) - 1 : -1
      const name = columns[at]?.name
      return name === undefined ? value : { kind: 'column', table: null, name }
    }
    const terms =
      order === 'all'
        ? columns.map(({ name }) => ({
            value: { kind: 'column', table: null, name } as const,
            descending: false,
            nullsFirst: false,
          }))
        : order.map((term) => ({ ...term, value: position(term.value) }))
    const list = columns.map(({ name }) => this.dialect.quoteName(name)).join(', ')
    const by = terms.map((term) => this.values.orderTerm(term, scope)).join(', ')
    const from = `(${written.sql}) AS ${this.dialect.quoteName(alias)}`
    return { columns, sql: `SELECT ${list} FROM ${from} ORDER BY ${by}${limits}` }
  }

  private limits({ limit, offset }: Query): string {
    const number = (value: Value | null) => {
      if (value === null) return null
      if (value.kind !== 'number') throw new Uncarried('dialect.syntax', 'LIMIT')
      return value.text
    }
    const [most, skipped] = [number(limit), number(offset)]
    return this.dialect.limits(most, skipped)
  }

  private body(
    body: Exclude<Body, { kind: 'select' }>,
    outer: Scope,
    names: readonly string[],
  ): WrittenQuery {
    if (body.kind === 'nested') {
      const { sql, columns } = this.query(body.query, outer, names)
      return { sql: `(${sql})`, columns }
    }
    return body.kind === 'values'
      ? this.valueRows(body.rows, names)
      : this.setOf(body, outer, names)
  }

  private valueRows(rows: readonly (readonly Value[])[], names: readonly string[]): WrittenQuery {
    const written = rows.map((row) => row.map((cell) => this.values.write(cell, emptyScope)))
    const columns = (written[0] ?? []).map((_, at) => ({
      name: names[at] ?? `col${String(at)}`,
      type: sharedType(
        written.flatMap((row) => row[at] ?? []),
        'VALUES',
      ),
      isStored: false,
    }))
    const lines = written.map((row) => `(${row.map(({ sql }) => sql).join(', ')})`)
    return { sql: `VALUES ${lines.join(', ')}`, columns }
  }

  private part(body: Body, outer: Scope, names: readonly string[]): WrittenQuery | WrittenSelect {
    return body.kind === 'select'
      ? writeSelect(this, body, outer, names)
      : this.body(body, outer, names)
  }

  private setOf(
    body: Extract<Body, { kind: 'set' }>,
    outer: Scope,
    names: readonly string[],
  ): WrittenQuery {
    const left = this.part(body.left, outer, names)
    const right = this.part(body.right, outer, [])
    if (left.columns.length !== right.columns.length)
      throw new Uncarried('dialect.syntax', body.word)
    const columns = left.columns.map((column, at) => {
      const other = right.columns[at] ?? column
      const type = sharedType([column, other], body.word)
      return { name: column.name, type, isStored: column.isStored && other.isStored }
    })
    const word = `${body.word}${body.all ? ' ALL' : ''}`
    if (body.all && body.word !== 'UNION' && !this.dialect.knowsBagSets)
      throw new Uncarried('dialect.function', word)
    const isChain =
      body.left.kind === 'set' && body.left.word === body.word && body.left.all === body.all
    const side = (part: Body, sql: string) => (part.kind === 'set' && !isChain ? `(${sql})` : sql)
    return {
      columns,
      sql: `${side(body.left, left.sql)} ${word} ${body.right.kind === 'set' ? `(${right.sql})` : right.sql}`,
    }
  }
}
