import { isId, type Id } from '@weft/kernel'
import type { InputPort } from '../port.ts'
import type { ColumnFamily, Field, FieldLook, Fields, ShownWhen, ValuesOf } from './field.ts'

/** An entry of a list setting; entries are kept apart in the document so that two people can edit two of them. */
export interface ListItem {
  readonly id: Id<'it'>
}

interface Place {
  readonly words?: string
  readonly shown?: ShownWhen
}

const longestLine = 2_000
const longestExpression = 20_000
const mostItems = 2_000

function value<T>(
  look: FieldLook,
  initial: T,
  read: Field<T>['read'],
  { words, shown }: Place,
): Field<T> {
  return { look, shape: 'value', initial, read, words: words ?? null, shown: shown ?? null }
}

const readText = (longest: number) => (raw: unknown) =>
  typeof raw === 'string' && raw.length <= longest ? raw : undefined

const orNull =
  <T>(read: (raw: unknown) => T | undefined) =>
  (raw: unknown): T | null | undefined =>
    raw === null ? null : read(raw)

/** A setting that matters only while the one beside it has one of these values. */
export function when(field: string, ...is: readonly (string | boolean)[]): { shown: ShownWhen } {
  return { shown: { field, is } }
}

/** Text on one line or several. */
export function text(
  place: Place & { initial?: string; longest?: number; lines?: 'one' | 'many' } = {},
): Field<string> {
  const { initial = '', longest = longestLine, lines = 'one' } = place
  return value({ type: 'text', lines }, initial, readText(longest), place)
}

/** Text that may be absent. */
export function optionalText(place: Place = {}): Field<string | null> {
  return value<string | null>(
    { type: 'text', lines: 'one' },
    null,
    orNull(readText(longestLine)),
    place,
  )
}

/** The name of a column that a step makes. */
export function name(initial = '', place: Place = {}): Field<string> {
  return value({ type: 'name' }, initial, readText(longestLine), place)
}

/** A value as people write it, read as the type of the column that another field names. */
export function valueOf(of: string, place: Place = {}): Field<string> {
  return value({ type: 'value', of }, '', readText(longestExpression), place)
}

/** A column of the input. */
export function column(
  place: Place & { port?: InputPort; only?: ColumnFamily } = {},
): Field<string> {
  const { port = 'in', only = 'any' } = place
  return value({ type: 'column', port, only, optional: false }, '', readText(longestLine), place)
}

/** A column of the input, or none. */
export function optionalColumn(
  place: Place & { port?: InputPort; only?: ColumnFamily } = {},
): Field<string | null> {
  const { port = 'in', only = 'any' } = place
  const look = { type: 'column', port, only, optional: true } as const
  return value<string | null>(look, null, orNull(readText(longestLine)), place)
}

/** One of some words, at first the first. */
export function choice<const T extends string>(
  options: readonly [T, ...T[]],
  place: Place & { initial?: NoInfer<T> } = {},
): Field<T> {
  const read = (raw: unknown) => options.find((word) => word === raw)
  return value<T>({ type: 'choice', options }, place.initial ?? options[0], read, place)
}

/** A yes or no. */
export function flag(initial = false, place: Place = {}): Field<boolean> {
  const read = (raw: unknown) => (typeof raw === 'boolean' ? raw : undefined)
  return value({ type: 'flag' }, initial, read, place)
}

interface Range extends Place {
  readonly least: number
  readonly most: number
}

const readNumber =
  ({ least, most }: Range, isSound: (raw: number) => boolean) =>
  (raw: unknown) =>
    typeof raw === 'number' && isSound(raw) && raw >= least && raw <= most ? raw : undefined

/** A whole number in a range. */
export function whole(initial: number, range: Range): Field<number> {
  const look = { type: 'number', ...boundsOf(range), whole: true, optional: false } as const
  return value(look, initial, readNumber(range, Number.isInteger), range)
}

/** A whole number in a range, or none. */
export function optionalWhole(range: Range): Field<number | null> {
  const look = { type: 'number', ...boundsOf(range), whole: true, optional: true } as const
  return value<number | null>(look, null, orNull(readNumber(range, Number.isInteger)), range)
}

/** A number in a range. */
export function real(initial: number, range: Range): Field<number> {
  const look = { type: 'number', ...boundsOf(range), whole: false, optional: false } as const
  return value(look, initial, readNumber(range, Number.isFinite), range)
}

const boundsOf = ({ least, most }: Range) => ({ least, most })

/** A text of the expression language. */
export function expression(place: Place & { gives?: 'condition' | 'value' } = {}): Field<string> {
  const look = { type: 'expression', gives: place.gives ?? 'value' } as const
  return value(look, '', readText(longestExpression), place)
}

/** A type to convert to. */
export function castType(initial: string, place: Place = {}): Field<string> {
  return value({ type: 'cast', optional: false }, initial, readText(longestLine), place)
}

/** A type to convert to, or none to leave it as it is. */
export function optionalCast(place: Place = {}): Field<string | null> {
  const look = { type: 'cast', optional: true } as const
  return value<string | null>(look, null, orNull(readText(longestLine)), place)
}

/** A dataset of the catalogue, or none yet. */
export function dataset(): Field<string | null> {
  return value<string | null>({ type: 'dataset' }, null, orNull(readText(longestLine)), {})
}

/** A subflow, or none yet. */
export function subflow(): Field<Id<'pl'> | null> {
  const read = (raw: unknown) => (isId('pl', raw) ? raw : undefined)
  return value<Id<'pl'> | null>({ type: 'subflow' }, null, orNull(read), {})
}

/** Text that several people may type at once. */
export function sharedText(
  initial: string,
  place: Place & { language: 'sql' | 'prose'; longest: number },
): Field<string> {
  const { language, longest } = place
  const field = value({ type: 'code', language }, initial, readText(longest), place)
  return { ...field, shape: 'text' }
}

/** The cells of one row, by the id of their column; a cell not given is empty. */
export function cells(of: string): Field<Readonly<Record<string, string>>> {
  const read = (raw: unknown): Readonly<Record<string, string>> | undefined => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
    const entries = Object.entries(raw)
    const isSound = entries.every(
      ([id, cell]) => isId('it', id) && readText(longestExpression)(cell) !== undefined,
    )
    return isSound && entries.length <= mostItems ? Object.fromEntries(entries) : undefined
  }
  return value({ type: 'cells', of }, {}, read, {})
}

type ItemsOf<F extends Fields> = readonly (ListItem & ValuesOf<F>)[]

/** The values of these fields where they were read, their initial values where they were never written; `undefined` when one is unfit. */
export function readFields(fields: Fields, raw: object): Record<string, unknown> | undefined {
  const given = new Map<string, unknown>(Object.entries(raw))
  const read: [string, unknown][] = []
  for (const [key, field] of Object.entries(fields)) {
    const found = given.has(key) ? field.read(given.get(key)) : field.initial
    if (found === undefined) return undefined
    read.push([key, found])
  }
  return Object.fromEntries(read)
}

/** Several items with the same fields, in an order of their own. */
export function list<const F extends Fields>(
  item: F,
  place: Place & { sortable?: boolean } = {},
): Field<ItemsOf<F>> {
  const look = { type: 'list', item, sortable: place.sortable ?? false } as const
  const readItem = (raw: unknown) => {
    if (typeof raw !== 'object' || raw === null || !('id' in raw) || !isId('it', raw.id)) return
    const fields = readFields(item, raw)
    return fields && { id: raw.id, ...fields }
  }
  const read = (raw: unknown): ItemsOf<F> | undefined => {
    if (!Array.isArray(raw) || raw.length > mostItems) return undefined
    const items = raw.map(readItem)
    return items.includes(undefined) ? undefined : (items as unknown as ItemsOf<F>)
  }
  return { ...value<ItemsOf<F>>(look, [], read, place), shape: 'list' }
}
