import type { SqlToken } from '../sql-gate.ts'
import type { ColumnOrigin } from '../steps/step-draft.ts'
import { bracketed, isSign, nameOf, splitAtCommas, wordOf } from './token-groups.ts'
import {
  uniqueOrigins,
  type TracedColumn,
  type TracedScope,
  type TracedSource,
} from './traced-column.ts'
import { UnclearSql } from './unclear-sql.ts'

type Tokens = readonly SqlToken[]

// Words that end an expression and are no name given to it.
const endings = new Set(['end', 'null', 'true', 'false', 'unknown', 'notnull', 'isnull'])

/** Takes the name off an item: `… AS name`, or a name alone after what can only be a finished value. */
function splitAlias(tokens: Tokens): { readonly body: Tokens; readonly alias: string | null } {
  const last = tokens.at(-1)
  const name = nameOf(last)
  const before = tokens.at(-2)
  if (name === null || !before) return { body: tokens, alias: null }
  if (wordOf(before) === 'as') return { body: tokens.slice(0, -2), alias: name }
  // After a bare word the last may be an operand, as in `NOT a`; it then stays and is read as one.
  const isFinished =
    isSign(before, ')') || isSign(before, ']') || ['name', 'text', 'number'].includes(before.kind)
  if (!isFinished || endings.has(wordOf(last))) return { body: tokens, alias: null }
  return { body: tokens.slice(0, -1), alias: name }
}

const named = (source: TracedSource, name: string): readonly ColumnOrigin[] | null =>
  source.columns.find((column) => column.name === name)?.origins ?? null

const wholeRow = (source: TracedSource) => source.columns.flatMap(({ origins }) => origins)

/** What a chain of names with dots between may mean in these tables: a column of a table, a field of a column, a whole row. */
function findIn(
  sources: readonly TracedSource[],
  [first = '', second]: readonly string[],
): readonly ColumnOrigin[] | null {
  const found: (readonly ColumnOrigin[])[] = []
  for (const source of sources) {
    const plain = named(source, first)
    if (plain) found.push(plain)
    if (source.alias !== first) continue
    const qualified = second === undefined ? null : named(source, second)
    if (qualified) found.push(qualified)
    else if (!plain) found.push(wholeRow(source))
  }
  return found.length === 0 ? null : found.flat()
}

/** The chains of names in an expression; names of functions are none. */
function chainsIn(tokens: Tokens): readonly (readonly string[])[] {
  const chains: string[][] = []
  for (let at = 0; at < tokens.length; at++) {
    const name = nameOf(tokens[at])
    if (name === null || isSign(tokens[at + 1], '(')) continue
    const chain = [name]
    while (isSign(tokens[at + 1], '.')) {
      const next = nameOf(tokens[at + 2])
      if (next === null) throw new UnclearSql('a name after a dot')
      chain.push(next)
      at += 2
    }
    chains.push(chain)
  }
  return chains
}

/** Refuses what reads columns without naming them. */
function checkClear(tokens: Tokens): void {
  tokens.forEach((token, at) => {
    const before = tokens[at - 1]
    if (wordOf(token) === 'columns' && isSign(tokens[at + 1], '(')) throw new UnclearSql('COLUMNS')
    if (isSign(token, '#')) throw new UnclearSql('a column by its place')
    if (!isSign(token, '*')) return
    const isRows = isSign(before, '(') && wordOf(tokens[at - 2]) === 'count'
    const isFactor =
      before && !['(', ',', '.', '['].includes(before.value) && wordOf(before) !== 'distinct'
    if (!isRows && !isFactor) throw new UnclearSql('a star in an expression')
  })
}

/** The name a column keeps that is chosen as it is. */
function plainName(body: Tokens): string | null {
  const isChain = body.every((token, at) =>
    at % 2 === 0 ? nameOf(token) !== null : isSign(token, '.'),
  )
  return isChain ? nameOf(body.at(-1)) : null
}

/** Whether an expression has a query of its own, rather than `extract(year FROM day)`. */
function hasQuery(body: Tokens): boolean {
  return body.some(
    (token, at) =>
      wordOf(token) === 'select' || (wordOf(token) === 'from' && isSign(body[at - 1], '(')),
  )
}

/** One SELECT while its items are followed, in their order: later ones may read the names of earlier ones. */
class ItemTracer {
  readonly columns: TracedColumn[] = []
  private readonly sources: readonly TracedSource[]
  private readonly scope: TracedScope

  constructor(sources: readonly TracedSource[], scope: TracedScope) {
    this.sources = sources
    this.scope = scope
  }

  add(tokens: Tokens): void {
    if (isSign(tokens[0], '*')) this.star(this.sources, tokens.slice(1))
    else if (isSign(tokens[1], '.') && isSign(tokens[2], '*')) {
      const alias = nameOf(tokens[0])
      const source = this.sources.filter((one) => one.alias === alias)
      if (source.length !== 1) throw new UnclearSql('a star of an unknown table')
      this.star(
        source.map((one) => ({ ...one, merged: new Set<string>() })),
        tokens.slice(3),
      )
    } else this.expression(tokens)
  }

  private star(sources: readonly TracedSource[], rest: Tokens): void {
    const left = excluded(rest)
    for (const { columns, merged } of sources) {
      for (const column of columns) {
        const name = column.name ?? ''
        if (!merged.has(name) && !left.has(name)) this.columns.push(column)
      }
    }
  }

  private expression(tokens: Tokens): void {
    if (isSign(tokens[1], ':') && !isSign(tokens[2], ':')) throw new UnclearSql('a name before')
    const { body, alias } = splitAlias(tokens)
    checkClear(body)
    this.columns.push({ name: alias ?? plainName(body), origins: this.originsOf(body) })
  }

  private originsOf(body: Tokens): readonly ColumnOrigin[] {
    const every = () => [...this.scope.tables.values()].flat().flatMap(({ origins }) => origins)
    const read = () => chainsIn(body).flatMap((chain) => this.resolve(chain))
    return uniqueOrigins(hasQuery(body) ? every() : read())
  }

  private resolve(chain: readonly string[]): readonly ColumnOrigin[] {
    const earlier = this.columns.filter(({ name }) => name !== null && name === chain[0])
    const here = findIn(this.sources, chain)
    const around = here ?? findIn(this.scope.outer, chain)
    // A table that is read without FROM, as in `(TABLE input_1)`.
    if (!around && this.scope.tables.has(chain[0] ?? '')) throw new UnclearSql('a table as a value')
    return [...(around ?? []), ...earlier.flatMap(({ origins }) => origins)]
  }
}

/** The columns an EXCLUDE after a star leaves out. */
function excluded(tokens: Tokens): ReadonlySet<string> {
  if (tokens.length === 0) return new Set()
  if (wordOf(tokens[0]) !== 'exclude') throw new UnclearSql('after a star')
  const isList = isSign(tokens[1], '(')
  const { inner, next } = isList ? bracketed(tokens, 1) : { inner: tokens.slice(1, 2), next: 2 }
  if (next !== tokens.length) throw new UnclearSql('after a star')
  const names = splitAtCommas(inner).map((part) => (part.length === 1 ? nameOf(part[0]) : null))
  return new Set(names.map((name) => name ?? unclear('a name left out')))
}

function unclear(what: string): never {
  throw new UnclearSql(what)
}

/** Follows the items of a SELECT to the columns of its tables. */
export function traceItems(
  tokens: Tokens,
  sources: readonly TracedSource[],
  scope: TracedScope,
): readonly TracedColumn[] {
  const tracer = new ItemTracer(sources, scope)
  for (const item of splitAtCommas(tokens)) tracer.add(item)
  return tracer.columns
}
