import type { Call, FrameEnd, Value, Window } from '../parse/sql-tree.ts'
import { Uncarried } from '../uncarried.ts'
import type { Typed } from './dialect.ts'
import type { Scope } from './scope.ts'
import type { ValueWriter } from './write-value.ts'

type Part = Omit<Typed, 'node'>

function frameEnd(writer: ValueWriter, { words, size }: FrameEnd, scope: Scope): string {
  return size ? `${writer.write(size, scope).sql} ${words}` : words
}

function overSql(writer: ValueWriter, window: Window, scope: Scope): string {
  const { partition, order, frame } = window
  const by = partition.map((one) => writer.write(one, scope).sql).join(', ')
  const terms = order.map((term) => writer.orderTerm(term, scope)).join(', ')
  const rows = frame
    ? `${frame.unit} BETWEEN ${frameEnd(writer, frame.start, scope)} AND ${frameEnd(writer, frame.end, scope)}`
    : ''
  const parts = [by && `PARTITION BY ${by}`, terms && `ORDER BY ${terms}`, rows]
  return `(${parts.filter(Boolean).join(' ')})`
}

const needsOrder = new Set(['row_number', 'lag', 'lead', 'first_value', 'last_value', 'ntile'])

function checkOrder({ name, over, order }: Call): void {
  // The engine goes by the order rows are stored in; no other database promises one.
  if (over && over.order.length === 0 && needsOrder.has(name))
    throw new Uncarried('dialect.order-missing', name)
  if (
    !over &&
    order.length === 0 &&
    [
      'first',
      'last',
      'any_value',
      'list',
      'array_agg',
      'string_agg',
      'group_concat',
      'mode',
    ].includes(name)
  )
    throw new Uncarried('dialect.order-missing', name)
}

function transformed(writer: ValueWriter, { args }: Call, scope: Scope): Part {
  const [list, lambda] = args
  if (!list || lambda?.kind !== 'lambda') throw new Uncarried('dialect.function', 'list_transform')
  const value = writer.write(list, scope)
  if (!value.type.endsWith('[]')) throw new Uncarried('dialect.function', 'list_transform')
  const entry = { sql: writer.dialect.quoteName(lambda.parameter), isWhole: true, isStored: false }
  const locals = new Map(scope.locals).set(lambda.parameter, {
    ...entry,
    type: value.type.slice(0, -2),
  })
  const body = writer.write(lambda.body, { ...scope, locals })
  const sql = writer.dialect.transform(value.sql, lambda.parameter, body.sql)
  if (sql === null) throw new Uncarried('dialect.function', 'list_transform')
  return { sql, type: `${body.type}[]`, isWhole: true, isStored: false }
}

const isStar = (args: readonly Value[]) => args.length === 1 && args[0]?.kind === 'star'

/** Writes a call of a function, where this database has one that gives the same. */
export function writeCall(writer: ValueWriter, call: Call, scope: Scope): Part {
  const { dialect, needs } = writer
  if (call.name === 'list_transform' || call.name === 'apply')
    return transformed(writer, call, scope)
  checkOrder(call)
  const write = Object.hasOwn(dialect.calls, call.name) ? dialect.calls[call.name] : undefined
  if (!write) throw new Uncarried('dialect.function', call.name)
  const args = isStar(call.args) ? [] : call.args.map((arg) => writer.write(arg, scope))
  const filter = call.filter && writer.condition(call.filter, scope)
  const over = call.over && overSql(writer, call.over, scope)
  const after = `${filter === null ? '' : ` FILTER (WHERE ${filter})`}${over === null ? '' : ` OVER ${over}`}`
  const order = call.order.map((term) => writer.orderTerm(term, scope)).join(', ')
  const written = { call, args, order, after, filter, isWindow: over !== null, dialect, needs }
  return { ...write(written), isWhole: true, isStored: false }
}
