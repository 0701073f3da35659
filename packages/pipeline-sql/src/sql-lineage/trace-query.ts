import type { SqlToken } from '../sql-gate.ts'
import {
  bracketed,
  findOutside,
  isSign,
  nameOf,
  splitAtCommas,
  splitOutside,
  wordOf,
} from './token-groups.ts'
import { traceItems } from './trace-items.ts'
import {
  asTable,
  uniqueOrigins,
  type TracedColumn,
  type TracedScope,
  type TracedSource,
} from './traced-column.ts'
import { UnclearSql } from './unclear-sql.ts'

type Tokens = readonly SqlToken[]

const afterFrom = new Set(
  'where group having qualify order limit offset window union intersect except using'.split(' '),
)
const joinWords = new Set('inner left right full outer cross semi anti asof join'.split(' '))
const setWords = new Set(['union', 'intersect', 'except'])
const unclearWords = new Set(['window', 'natural', 'positional', 'recursive', 'pivot', 'unpivot'])

/** Reads the tables of a FROM one after another. */
class FromReader {
  readonly sources: TracedSource[] = []
  private at = 0
  private readonly tokens: Tokens
  private readonly scope: TracedScope

  constructor(tokens: Tokens, scope: TracedScope) {
    this.tokens = tokens
    this.scope = scope
  }

  read(): readonly TracedSource[] {
    this.sources.push(this.source())
    while (this.at < this.tokens.length) {
      if (isSign(this.tokens[this.at], ',')) {
        this.at++
        this.sources.push(this.source())
      } else this.join()
    }
    return this.sources
  }

  private word(): string {
    return wordOf(this.tokens[this.at])
  }

  private join(): void {
    const kinds = new Set<string>()
    for (; joinWords.has(this.word()) && !kinds.has('join'); this.at++) kinds.add(this.word())
    if (!kinds.has('join')) throw new UnclearSql(`after a table: ${this.word()}`)
    const right = this.source()
    const onlyLeft = kinds.has('semi') || kinds.has('anti')
    if (this.word() === 'using') {
      this.at++
      const { inner, next } = bracketed(this.tokens, this.at)
      this.at = next
      if (!onlyLeft) this.merge(right, inner)
    } else {
      if (this.word() === 'on') this.skipCondition()
      if (!onlyLeft) this.sources.push(right)
    }
  }

  /** A column of USING is one column, made of those of both sides. */
  private merge(right: TracedSource, list: Tokens): void {
    const names = new Set(splitAtCommas(list).map((part) => nameOf(part[0]) ?? ''))
    const theirs = new Map(right.columns.map((column) => [column.name ?? '', column.origins]))
    const open = new Set(names)
    this.sources.forEach((source, index) => {
      const columns = source.columns.map((column) => {
        const name = column.name ?? ''
        if (!open.delete(name)) return column
        return {
          ...column,
          origins: uniqueOrigins([...column.origins, ...(theirs.get(name) ?? [])]),
        }
      })
      this.sources[index] = { ...source, columns }
    })
    if (open.size > 0) throw new UnclearSql('USING')
    this.sources.push({ ...right, merged: names })
  }

  private skipCondition(): void {
    // LEFT and RIGHT are functions too.
    const isNext = (token: SqlToken, at: number) =>
      isSign(token, ',') || (joinWords.has(wordOf(token)) && !isSign(this.tokens[at + 1], '('))
    this.at = findOutside(this.tokens, isNext, this.at)
  }

  private source(): TracedSource {
    if (this.word() === 'lateral') this.at++
    const columns = isSign(this.tokens[this.at], '(') ? this.subquery() : this.table()
    const own = columns.alias
    const alias = this.alias() ?? own
    if (isSign(this.tokens[this.at], '(')) throw new UnclearSql('names of columns after a table')
    return { alias, columns: columns.columns, merged: new Set() }
  }

  private subquery(): { columns: readonly TracedColumn[]; alias: string | null } {
    const { inner, next } = bracketed(this.tokens, this.at)
    this.at = next
    const outer = [...this.sources, ...this.scope.outer]
    return { columns: asTable(traceQuery(inner, { ...this.scope, outer })), alias: null }
  }

  private table(): { columns: readonly TracedColumn[]; alias: string | null } {
    const name = nameOf(this.tokens[this.at])
    const columns = name === null ? undefined : this.scope.tables.get(name)
    this.at++
    const next = this.tokens[this.at]
    if (!columns || isSign(next, '(') || isSign(next, '.')) throw new UnclearSql('a table')
    return { columns, alias: name }
  }

  private alias(): string | null {
    const isSaid = this.word() === 'as'
    if (isSaid) this.at++
    const token = this.tokens[this.at]
    const isWord =
      wordOf(token) === 'on' || joinWords.has(wordOf(token)) || afterFrom.has(wordOf(token))
    const name = isWord && !isSaid ? null : nameOf(token)
    if (name !== null) this.at++
    return name
  }
}

/** Whether a FROM begins the tables, and does not belong to `IS DISTINCT FROM`. */
function isFrom(tokens: Tokens, at: number): boolean {
  if (wordOf(tokens[at]) !== 'from') return false
  const before = wordOf(tokens[at - 2])
  return wordOf(tokens[at - 1]) !== 'distinct' || (before !== 'is' && before !== 'not')
}

function withoutDistinct(tokens: Tokens): Tokens {
  const first = wordOf(tokens[0])
  if (first === 'all') return tokens.slice(1)
  if (first !== 'distinct') return tokens
  if (wordOf(tokens[1]) !== 'on') return tokens.slice(1)
  return tokens.slice(bracketed(tokens, 2).next)
}

function traceSelect(tokens: Tokens, scope: TracedScope): readonly TracedColumn[] {
  if (findOutside(tokens, (token) => unclearWords.has(wordOf(token))) < tokens.length)
    throw new UnclearSql('a word that is not followed')
  const startsWithFrom = wordOf(tokens[0]) === 'from'
  if (!startsWithFrom && wordOf(tokens[0]) !== 'select') throw new UnclearSql('not a SELECT')
  const from = findOutside(tokens, (_, at) => isFrom(tokens, at))
  const end = findOutside(
    tokens,
    (token, at) => at > from && afterFrom.has(wordOf(token)) && !isUsingOfJoin(tokens, at),
  )
  if (startsWithFrom && findOutside(tokens, (token) => wordOf(token) === 'select') < tokens.length)
    throw new UnclearSql('FROM before SELECT')
  const tables = tokens.slice(from + 1, end)
  const sources = tables.length === 0 ? [] : new FromReader(tables, scope).read()
  const whole = findOutside(tokens, (token) => afterFrom.has(wordOf(token)))
  const items = startsWithFrom ? null : withoutDistinct(tokens.slice(1, Math.min(from, whole)))
  if (items) return traceItems(items, sources, scope)
  return sources.flatMap(({ columns, merged }) =>
    columns.filter(({ name }) => !merged.has(name ?? '')),
  )
}

function isUsingOfJoin(tokens: Tokens, at: number): boolean {
  return wordOf(tokens[at]) === 'using' && isSign(tokens[at + 1], '(')
}

/** Reads the queries of a WITH; each sees those before it. */
function readWith(tokens: Tokens, scope: TracedScope): { rest: Tokens; scope: TracedScope } {
  const tables = new Map(scope.tables)
  let at = 0
  do {
    at++
    const name = nameOf(tokens[at])
    if (name === null || wordOf(tokens[at]) === 'recursive') throw new UnclearSql('WITH')
    at++
    const hasNames = isSign(tokens[at], '(')
    const list = hasNames ? bracketed(tokens, at) : { inner: [], next: at }
    at = list.next
    for (const word of ['as', 'not', 'materialized']) if (wordOf(tokens[at]) === word) at++
    const { inner, next } = bracketed(tokens, at)
    const columns = traceQuery(inner, { ...scope, tables })
    tables.set(name, asTable(hasNames ? renamed(columns, list.inner) : columns))
    at = next
  } while (isSign(tokens[at], ','))
  return { rest: tokens.slice(at), scope: { ...scope, tables } }
}

function renamed(columns: readonly TracedColumn[], list: Tokens): readonly TracedColumn[] {
  const names = splitAtCommas(list).map((part) => nameOf(part[0]))
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }))
}

/** A part of a set operation that stands in brackets, without them. */
function unwrapped(tokens: Tokens): Tokens {
  if (!isSign(tokens[0], '(')) return tokens
  const { inner, next } = bracketed(tokens, 0)
  const after = wordOf(tokens[next])
  if (next < tokens.length && !['order', 'limit', 'offset'].includes(after))
    throw new UnclearSql('after a bracket')
  return inner
}

function tracePart(tokens: Tokens, scope: TracedScope): readonly TracedColumn[] {
  return isSign(tokens[0], '(') ? traceQuery(unwrapped(tokens), scope) : traceSelect(tokens, scope)
}

/** A part after a set operation's word, without ALL or DISTINCT. */
function unmarked(tokens: Tokens): Tokens {
  const isMarked = ['all', 'distinct'].includes(wordOf(tokens[0]))
  const rest = isMarked ? tokens.slice(1) : tokens
  if (wordOf(rest[0]) === 'by') throw new UnclearSql('a union by name')
  return rest
}

/** Follows the columns of a query, with its WITH and set operations, to the columns of the tables in scope. */
export function traceQuery(tokens: Tokens, scope: TracedScope): readonly TracedColumn[] {
  if (wordOf(tokens[0]) === 'with') {
    const read = readWith(tokens, scope)
    return traceQuery(read.rest, read.scope)
  }
  const parts = splitOutside(tokens, (token) => setWords.has(wordOf(token)))
  const [first = [], ...others] = parts.map((part, at) =>
    tracePart(at === 0 ? part : unmarked(part), scope),
  )
  if (others.some((columns) => columns.length !== first.length)) throw new UnclearSql('a union')
  if (others.length === 0) return first
  return first.map(({ name }, index) => {
    const all = [first, ...others].flatMap((columns) => columns[index]?.origins ?? [])
    return { name, origins: uniqueOrigins(all) }
  })
}
