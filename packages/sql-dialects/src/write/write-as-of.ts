import type { From, Value } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import { findColumn, emptyScope, type Scope } from './scope.ts'
import type { WrittenFrom } from './write-from.ts'
import type { QueryWriter } from './write-query.ts'

function termsOf(on: Value): readonly Value[] {
  return on.kind === 'binary' && on.operator === 'AND'
    ? [...termsOf(on.left), ...termsOf(on.right)]
    : [on]
}

function columnsIn(
  value: Value,
): readonly { readonly table: string | null; readonly name: string }[] {
  if (value.kind === 'column') return [value]
  return value.kind === 'cast' ? columnsIn(value.operand) : []
}

/** An as-of join reads the nearest right row beside each left row. */
export function writeAsOf(
  writer: QueryWriter,
  { on, word }: Extract<From, { readonly kind: 'join' }>,
  { left, right, scope }: { left: WrittenFrom; right: WrittenFrom; scope: Scope },
): string {
  const { dialect, values } = writer
  if (!dialect.knowsLateral || !on) throw new Uncarried('dialect.join', 'ASOF')
  const nearest = termsOf(on).find(
    (term) => term.kind === 'binary' && ['<', '<=', '>', '>='].includes(term.operator),
  )
  const [source] = right.sources
  if (nearest?.kind !== 'binary' || !source) throw new Uncarried('dialect.join', 'ASOF')
  const there: Scope = { ...emptyScope, sources: right.sources }
  const isRight = columnsIn(nearest.right).every(({ table, name }) =>
    findColumn(there, table, name),
  )
  if (!isRight) throw new Uncarried('dialect.join', 'ASOF')
  const descending = nearest.operator.startsWith('>')
  const key = values.ordered(values.write(nearest.right, scope), descending, false)
  const name = dialect.quoteName(source.alias)
  const rows = `SELECT * FROM ${right.sql} WHERE ${values.condition(on, scope)} ORDER BY ${key} LIMIT 1`
  return `${left.sql} ${word === 'ASOF' ? 'INNER' : 'LEFT'} JOIN LATERAL (${rows}) AS ${name} ON TRUE`
}
