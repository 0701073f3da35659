import { foldName } from '@weft/pipeline-model'
import type { From, Value } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import { writeAsOf } from './write-as-of.ts'
import { emptyScope, type Scope, type ScopeColumn, type ScopeSource } from './scope.ts'
import type { QueryWriter } from './write-query.ts'

/** What a SELECT reads, written. */
export interface WrittenFrom {
  readonly sql: string
  readonly sources: readonly ScopeSource[]
  readonly merged: ReadonlySet<string>
  /** Conditions that semi and anti joins become. */
  readonly conditions: readonly string[]
  /** A second SELECT for rows that only the right side of a full join has. */
  readonly rightOnly: { readonly sql: string; readonly condition: string } | null
}

type Joined = Extract<From, { readonly kind: 'join' }>

const plain = { merged: new Set<string>(), conditions: [], rightOnly: null } as const

function renamed(
  columns: readonly ScopeColumn[],
  names: readonly string[],
): readonly ScopeColumn[] {
  return columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }))
}

function calledSql(writer: QueryWriter, alias: string, columns: readonly string[]): string {
  const { quoteName } = writer.dialect
  const list = columns.length > 0 ? `(${columns.map(quoteName).join(', ')})` : ''
  return ` AS ${quoteName(alias)}${list}`
}

function tableOf(writer: QueryWriter, from: Extract<From, { kind: 'table' }>): WrittenFrom {
  const table = writer.table(from.name)
  const alias = from.alias ?? table.name
  const sql = writer.dialect.quoteName(table.name)
  const as = from.alias === null ? '' : calledSql(writer, alias, from.columns)
  const columns = renamed(table.columns, from.columns)
  return { ...plain, sql: sql + as, sources: [{ alias, columns }] }
}

function derivedOf(
  writer: QueryWriter,
  from: Extract<From, { kind: 'derived' }>,
  outer: Scope,
): WrittenFrom {
  const { sql, columns } = writer.query(from.query, outer)
  const alias = from.alias ?? writer.freshName('part')
  const names = renamed(columns, from.columns)
  const as = calledSql(writer, alias, from.columns)
  return { ...plain, sql: `(${sql})${as}`, sources: [{ alias, columns: names }] }
}

function seriesOf(
  writer: QueryWriter,
  from: Extract<From, { kind: 'series' }>,
  outer: Scope,
): WrittenFrom {
  const args = from.args.map((arg) => writer.values.write(arg, outer))
  const sql = writer.dialect.series(from.name, args)
  if (sql === null) throw new Uncarried('dialect.function', from.name)
  const alias = from.alias ?? from.name
  const name = from.columns[0] ?? from.name
  const type = args[0]?.type ?? 'BIGINT'
  const sources = [{ alias, columns: [{ name, type, isStored: false }] }]
  return { ...plain, sql: sql + calledSql(writer, alias, [name]), sources }
}

function usingOf({ using }: Joined, left: WrittenFrom, right: WrittenFrom): readonly string[] {
  return using.map((name) => {
    const found = [left, right].map((side) =>
      side.sources
        .flatMap((one) => one.columns)
        .find((one) => foldName(one.name) === foldName(name)),
    )
    if (!found[0] || found[0].name !== found[1]?.name || found[0].type !== found[1].type)
      throw new Uncarried('dialect.types-mixed', `USING (${name})`)
    return found[0].name
  })
}

function isPlainEqual(on: Value | null): boolean {
  if (on?.kind !== 'binary') return false
  if (on.operator === 'AND') return isPlainEqual(on.left) && isPlainEqual(on.right)
  return on.operator === '='
}

function joinOf(writer: QueryWriter, from: Joined, outer: Scope): WrittenFrom {
  const [left, right] = [writeFrom(writer, from.left, outer), writeFrom(writer, from.right, outer)]
  if (left.rightOnly || right.rightOnly || right.conditions.length > 0)
    throw new Uncarried('dialect.join', from.word)
  const sources = [...left.sources, ...right.sources]
  const merged = new Set([...left.merged, ...right.merged])
  const scope: Scope = { ...emptyScope, sources, merged, outer }
  const joined = { ...left, sources, merged }
  if (from.word === 'ASOF' || from.word === 'ASOF LEFT')
    return { ...joined, sql: writeAsOf(writer, from, { left, right, scope }) }
  return ordinaryJoin(writer, from, { left, right, scope, joined, merged })
}

function ordinaryJoin(
  writer: QueryWriter,
  from: Joined,
  {
    left,
    right,
    scope,
    joined,
    merged,
  }: {
    readonly left: WrittenFrom
    readonly right: WrittenFrom
    readonly scope: Scope
    readonly joined: WrittenFrom
    readonly merged: Set<string>
  },
): WrittenFrom {
  const { word } = from
  if (word === 'CROSS') return { ...joined, sql: `${left.sql} CROSS JOIN ${right.sql}` }
  if (word === 'SEMI' || word === 'ANTI') return halfJoin(writer, from, { left, right, scope })
  if (from.using.length > 0) {
    const names = usingOf(from, left, right)
    const list = names.map((name) => writer.dialect.quoteName(name)).join(', ')
    for (const name of names) merged.add(foldName(name))
    return { ...joined, sql: `${left.sql} ${word} JOIN ${right.sql} USING (${list})` }
  }
  const on = from.on ? writer.values.condition(from.on, scope) : 'TRUE'
  if (word !== 'FULL' || !writer.dialect.fullJoinNeedsEqual || isPlainEqual(from.on))
    return { ...joined, sql: `${left.sql} ${word} JOIN ${right.sql} ON ${on}` }
  return fullJoin(writer, { left, right, on }, joined)
}

/** A full join is a left join and, stacked under it, the right rows without a partner. */
function fullJoin(
  writer: QueryWriter,
  { left, right, on }: { left: WrittenFrom; right: WrittenFrom; on: string },
  joined: WrittenFrom,
): WrittenFrom {
  const [only] = left.sources
  if (!only || left.sources.length > 1) throw new Uncarried('dialect.join', 'FULL')
  const name = writer.dialect.quoteName(only.alias)
  const none = `(SELECT * FROM ${left.sql} WHERE FALSE) AS ${name}`
  return {
    ...joined,
    sql: `${left.sql} LEFT JOIN ${right.sql} ON ${on}`,
    rightOnly: {
      sql: `${right.sql} LEFT JOIN ${none} ON TRUE`,
      condition: `NOT EXISTS (SELECT 1 FROM ${left.sql} WHERE ${on})`,
    },
  }
}

function halfJoin(
  writer: QueryWriter,
  from: Joined,
  { left, right, scope }: { left: WrittenFrom; right: WrittenFrom; scope: Scope },
): WrittenFrom {
  if (!from.on) throw new Uncarried('dialect.join', from.word)
  const on = writer.values.condition(from.on, scope)
  const exists = `EXISTS (SELECT 1 FROM ${right.sql} WHERE ${on})`
  const condition = from.word === 'SEMI' ? exists : `NOT ${exists}`
  return { ...left, conditions: [...left.conditions, condition] }
}

/** Writes what a SELECT reads. */
export function writeFrom(writer: QueryWriter, from: From, outer: Scope): WrittenFrom {
  switch (from.kind) {
    case 'table':
      return tableOf(writer, from)
    case 'derived':
      return derivedOf(writer, from, outer)
    case 'series':
      return seriesOf(writer, from, outer)
    case 'join':
      return joinOf(writer, from, outer)
  }
}
