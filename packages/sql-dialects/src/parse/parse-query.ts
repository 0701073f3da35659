import { parseFrom } from './parse-from.ts'
import { ValueParser } from './parse-value.ts'
import type { Body, Item, Query, Select } from './sql-tree.ts'
import { TokenCursor } from './token-cursor.ts'

const clauseWords = new Set(
  'FROM WHERE GROUP HAVING QUALIFY ORDER LIMIT OFFSET UNION INTERSECT EXCEPT WINDOW USING ON JOIN INNER LEFT RIGHT FULL CROSS SEMI ANTI ASOF NATURAL POSITIONAL PIVOT UNPIVOT TABLESAMPLE'.split(
    ' ',
  ),
)

/** Reads queries. */
export class QueryParser {
  readonly cursor: TokenCursor
  readonly values: ValueParser

  constructor(sql: string) {
    this.cursor = new TokenCursor(sql)
    this.values = new ValueParser(this.cursor, () => this.query())
  }

  /** The whole text as one query. */
  whole(): Query {
    const query = this.query()
    this.cursor.takeSign(';')
    return this.cursor.peek().kind === 'end' ? query : this.cursor.fail()
  }

  query(): Query {
    const { cursor } = this
    const ctes = cursor.take('WITH') ? this.ctes() : []
    const body = this.union()
    const order = cursor.take('ORDER', 'BY') ? this.orderTerms() : []
    const limit = cursor.take('LIMIT') ? this.values.value() : null
    const offset = cursor.take('OFFSET') ? this.values.value() : null
    return { with: ctes, body, order, limit, offset }
  }

  /** An alias after AS, or a word that begins no clause. */
  alias(): string | null {
    if (this.cursor.take('AS')) return this.cursor.name()
    const { kind, value } = this.cursor.peek()
    const isName = kind === 'name' || (kind === 'word' && !clauseWords.has(value.toUpperCase()))
    return isName ? this.cursor.name() : null
  }

  names(): readonly string[] {
    const { cursor } = this
    return cursor.isSign('(') ? cursor.inBrackets(() => cursor.list(() => cursor.name())) : []
  }

  private ctes(): Query['with'] {
    if (this.cursor.isAt('RECURSIVE')) this.cursor.fail()
    return this.cursor.list(() => {
      const name = this.cursor.name()
      const columns = this.names()
      this.cursor.need('AS')
      if (!this.cursor.take('NOT', 'MATERIALIZED')) this.cursor.take('MATERIALIZED')
      return { name, columns, query: this.cursor.inBrackets(() => this.query()) }
    })
  }

  private orderTerms(): Query['order'] {
    if (this.cursor.take('ALL')) return 'all'
    return this.cursor.list(() => this.values.order())
  }

  private union(): Body {
    return this.combined(['UNION', 'EXCEPT'], () => this.combined(['INTERSECT'], () => this.body()))
  }

  private combined(words: readonly ('UNION' | 'EXCEPT' | 'INTERSECT')[], read: () => Body): Body {
    let left = read()
    for (;;) {
      const word = words.find((one) => this.cursor.take(one))
      if (!word) return left
      const all = this.cursor.take('ALL')
      if (this.cursor.isAt('BY')) this.cursor.fail()
      left = { kind: 'set', word, all, left, right: read() }
    }
  }

  private body(): Body {
    const { cursor } = this
    if (cursor.isSign('(')) return { kind: 'nested', query: cursor.inBrackets(() => this.query()) }
    if (!cursor.take('VALUES')) return this.select()
    const row = () => cursor.inBrackets(() => cursor.list(() => this.values.value()))
    return { kind: 'values', rows: cursor.list(row) }
  }

  private item(): Item {
    const value = this.values.value()
    return { value, alias: value.kind === 'star' ? null : this.alias() }
  }

  private select(): Select {
    const { cursor, values } = this
    cursor.need('SELECT')
    const distinct = cursor.take('DISTINCT')
    if (distinct && cursor.isAt('ON')) cursor.fail()
    const items = [this.item()]
    // The engine takes a comma after the last item.
    while (cursor.takeSign(',') && !cursor.isAt('FROM')) items.push(this.item())
    const from = cursor.take('FROM') ? parseFrom(this) : null
    const where = cursor.take('WHERE') ? values.value() : null
    const group = this.group()
    const having = cursor.take('HAVING') ? values.value() : null
    const qualify = cursor.take('QUALIFY') ? values.value() : null
    return { kind: 'select', distinct, items, from, where, group, having, qualify }
  }

  private group(): Select['group'] {
    if (!this.cursor.take('GROUP', 'BY')) return []
    return this.cursor.take('ALL') ? 'all' : this.cursor.list(() => this.values.value())
  }
}

/** Reads a statement of DuckDB; throws `Uncarried` at what lies outside the part that is known. */
export function parseQuery(sql: string): Query {
  return new QueryParser(sql).whole()
}
