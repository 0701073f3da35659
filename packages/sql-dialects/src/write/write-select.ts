import { foldName } from '@weft/pipeline-model'
import type { Item, Query, Select, Value } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import type { Typed } from './dialect.ts'
import { hasFigure, unnestedIn } from './find-calls.ts'
import { emptyScope, findColumn, type Scope } from './scope.ts'
import { writeFrom, type WrittenFrom } from './write-from.ts'
import type { QueryWriter } from './write-query.ts'
import type { WrittenQuery } from './write-value.ts'

/** A SELECT that was written. */
export interface WrittenSelect extends WrittenQuery {
  /** Its ORDER BY, or null where only the columns it gives can be ordered by. */
  readonly orderBy: ((order: Query['order']) => string) | null
}

interface WrittenItem {
  readonly name: string
  readonly value: Typed
}

const nothingRead: WrittenFrom = {
  sql: '',
  sources: [],
  merged: new Set(),
  conditions: [],
  rightOnly: null,
}

/** The items of a SELECT with every star replaced by what it stands for. */
function expanded(items: readonly Item[], scope: Scope): readonly Item[] {
  return items.flatMap((item): readonly Item[] => {
    const { value } = item
    if (value.kind !== 'star') return [item]
    const out = new Set(value.exclude.map(foldName))
    const sources = scope.sources.filter(
      ({ alias }) => value.table === null || foldName(alias) === foldName(value.table),
    )
    if (sources.length === 0) throw new Uncarried('dialect.column-unclear', '*')
    const seen = new Set<string>()
    return sources.flatMap(({ alias, columns }) =>
      columns.flatMap(({ name }): readonly Item[] => {
        const isMerged = value.table === null && scope.merged.has(foldName(name))
        if (out.has(foldName(name)) || (isMerged && seen.has(foldName(name)))) return []
        seen.add(foldName(name))
        const table = isMerged ? null : alias
        return [{ value: { kind: 'column', table, name }, alias: name }]
      }),
    )
  })
}

/** Lists that the items take apart become a join, whose columns stand for them. */
function withEntries(
  writer: QueryWriter,
  items: readonly Item[],
  from: WrittenFrom,
  scope: Scope,
): { readonly sql: string; readonly scope: Scope } {
  const calls = unnestedIn(items.map(({ value }) => value))
  if (calls.length === 0) return { sql: from.sql, scope }
  const lists = [...new Map(calls.map(({ args: [list] }) => [JSON.stringify(list), list])).values()]
  const written = lists.map((list) => {
    const value = list && writer.values.write(list, scope)
    if (!value?.type.endsWith('[]')) throw new Uncarried('dialect.function', 'unnest')
    return value
  })
  const places = calls.filter(({ name }) => name === 'generate_subscripts')
  if (places.length > 0 && lists.length > 1)
    throw new Uncarried('dialect.function', 'generate_subscripts')
  const { join, entries, place } = writer.dialect.unnest(written.map(({ sql }) => sql))
  const known = new Map(scope.entries)
  for (const call of calls) {
    const at = lists.findIndex((list) => JSON.stringify(list) === JSON.stringify(call.args[0]))
    const type = call.name === 'unnest' ? (written[at]?.type.slice(0, -2) ?? '') : 'BIGINT'
    const sql = call.name === 'unnest' ? (entries[at] ?? '') : place
    known.set(JSON.stringify(call), { sql, type, isWhole: true, isStored: false })
  }
  return { sql: `${from.sql}${join}`, scope: { ...scope, entries: known } }
}

function namesOf(writer: QueryWriter, items: readonly Item[], names: readonly string[]): string[] {
  return items.map(({ value, alias }, at) => {
    const own = alias ?? (value.kind === 'column' ? value.name : null)
    return names[at] ?? own ?? writer.freshName('column')
  })
}

/** What a term of GROUP BY or ORDER BY means: a column that is read, an item by its place or by its name. */
function meantBy(term: Value, items: readonly Item[], scope: Scope, namesFirst: boolean): Value {
  if (term.kind === 'number') return items[Number(term.text) - 1]?.value ?? term
  if (term.kind !== 'column' || term.table !== null) return term
  const named = items.find(({ alias }) => alias !== null && foldName(alias) === foldName(term.name))
  return named && (namesFirst || !findColumn(scope, null, term.name)) ? named.value : term
}

function groupSql(
  writer: QueryWriter,
  select: Select,
  items: readonly Item[],
  scope: Scope,
): string {
  const terms =
    select.group === 'all'
      ? items.map(({ value }) => value).filter((value) => !hasFigure(value))
      : select.group.map((term) => meantBy(term, items, scope, false))
  const sqls = terms.flatMap((term) => groupTerm(writer, term, scope) ?? [])
  return sqls.length > 0 ? ` GROUP BY ${[...new Set(sqls)].join(', ')}` : ''
}

/** A value that is written out makes no groups, and some databases take a number for a place. */
function groupTerm(writer: QueryWriter, term: Value, scope: Scope): string | null {
  const totals = term.kind === 'call' && ['rollup', 'cube'].includes(term.name)
  if (totals && !term.over && !term.filter) {
    const keys = term.args.map((arg) => writer.values.write(arg, scope).sql)
    return `${term.name.toUpperCase()} (${keys.join(', ')})`
  }
  const isConstant = ['text', 'number', 'boolean', 'null'].includes(term.kind)
  return isConstant ? null : writer.values.write(term, scope).sql
}

function orderWriter(
  writer: QueryWriter,
  select: Select,
  items: readonly Item[],
  scope: Scope,
): WrittenSelect['orderBy'] {
  if (select.distinct || select.qualify) return null
  return (order) => {
    const terms =
      order === 'all'
        ? items.map(({ value }) => ({ value, descending: false, nullsFirst: false }))
        : order.map((term) => ({ ...term, value: meantBy(term.value, items, scope, true) }))
    return terms.map((term) => writer.values.orderTerm(term, scope)).join(', ')
  }
}

/** Writes a SELECT; a condition on windows becomes a condition on a SELECT that computes it. */
export function writeSelect(
  writer: QueryWriter,
  select: Select,
  outer: Scope,
  names: readonly string[],
): WrittenSelect {
  const from = select.from ? writeFrom(writer, select.from, outer) : nothingRead
  const reads: Scope = { ...emptyScope, sources: from.sources, merged: from.merged, outer }
  const items = expanded(select.items, reads)
  const { sql: source, scope } = withEntries(writer, items, from, reads)
  const called = namesOf(writer, items, names)
  const written = items.map(({ value }, at) => ({
    name: called[at] ?? '',
    value: writer.values.write(value, scope),
  }))
  const columns = written.map(({ name, value }) => ({
    name,
    type: value.type,
    isStored: value.isStored,
  }))
  const body = bodyWriter(writer, select, { from, items, scope })
  if (from.rightOnly) return { columns, orderBy: null, sql: bothSides(writer, written, body, from) }
  const orderBy = orderWriter(writer, select, items, scope)
  if (!select.qualify) return { columns, orderBy, sql: body(listSql(writer, written), source, []) }
  const kept = writer.freshName('kept')
  const keep = writer.values.condition(select.qualify, scope)
  const { quoteName } = writer.dialect
  const inner = body(`${listSql(writer, written)}, ${keep} AS ${quoteName(kept)}`, source, [])
  const list = called.map((name) => quoteName(name)).join(', ')
  const alias = quoteName(writer.freshName('part'))
  return {
    columns,
    orderBy,
    sql: `SELECT ${list} FROM (${inner}) AS ${alias} WHERE ${quoteName(kept)}`,
  }
}

type WriteBody = (list: string, source: string, more: readonly string[]) => string

function bodyWriter(
  writer: QueryWriter,
  select: Select,
  { from, items, scope }: { from: WrittenFrom; items: readonly Item[]; scope: Scope },
): WriteBody {
  const where = select.where ? [writer.values.condition(select.where, scope)] : []
  const group = groupSql(writer, select, items, scope)
  const having = select.having ? ` HAVING ${writer.values.condition(select.having, scope)}` : ''
  if (from.rightOnly && (group || having || select.qualify || select.distinct || where.length > 0))
    throw new Uncarried('dialect.join', 'FULL')
  return (list, source, more) => {
    const all = [...where, ...from.conditions, ...more]
    const conditions = all.length > 1 ? all.map((one) => `(${one})`) : all
    return [
      `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list}`,
      source && ` FROM ${source}`,
      conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '',
      group,
      having,
    ].join('')
  }
}

function bothSides(
  writer: QueryWriter,
  written: readonly WrittenItem[],
  body: WriteBody,
  { sql, rightOnly }: WrittenFrom,
): string {
  if (!rightOnly || written.some(({ value }) => hasFigure(value.node)))
    throw new Uncarried('dialect.join', 'FULL')
  const list = listSql(writer, written)
  return `${body(list, sql, [])} UNION ALL ${body(list, rightOnly.sql, [rightOnly.condition])}`
}

function listSql(writer: QueryWriter, written: readonly WrittenItem[]): string {
  const { quoteName } = writer.dialect
  return written
    .map(({ name, value }) => {
      const own = quoteName(name)
      return value.sql === own ? own : `${value.sql} AS ${own}`
    })
    .join(', ')
}
