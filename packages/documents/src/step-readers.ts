import type { ListItem, StepKind, StepSettings } from '@weft/pipeline-model'
import { flag, oneOf, orNull, text, whole, type FieldReader } from './field-reader.ts'

type ItemReaders<I> = { readonly [F in Exclude<keyof I, 'id'>]: FieldReader<I[F]> }
type SettingReader<T> = [T] extends [readonly (infer I extends ListItem)[]]
  ? ItemReaders<I>
  : FieldReader<T>

const column = { column: text() }
const long = text(20_000)

const exact: {
  readonly [K in StepKind]: {
    readonly [S in keyof StepSettings[K]]: SettingReader<StepSettings[K][S]>
  }
} = {
  dataset: { dataset: orNull(text()) },
  select: {
    columns: { ...column, name: orNull(text()), cast: orNull(text()), keep: flag },
    others: oneOf(['keep', 'drop']),
  },
  filter: {
    match: oneOf(['all', 'any']),
    conditions: {
      ...column,
      operator: oneOf([
        'equals',
        'not-equals',
        'less',
        'less-or-equal',
        'greater',
        'greater-or-equal',
        'contains',
        'starts-with',
        'one-of',
        'is-empty',
        'is-not-empty',
      ]),
      value: long,
    },
    expression: long,
  },
  compute: { columns: { name: text(), expression: long } },
  join: {
    kind: oneOf(['inner', 'left', 'right', 'full']),
    keys: { left: text(), right: text() },
    suffix: text(),
  },
  group: {
    by: column,
    aggregates: {
      function: oneOf([
        'count',
        'count-distinct',
        'sum',
        'average',
        'median',
        'min',
        'max',
        'stddev',
      ]),
      column: orNull(text()),
      name: text(),
    },
  },
  sort: {
    keys: { ...column, direction: oneOf(['ascending', 'descending']) },
    limit: orNull(whole(0, Number.MAX_SAFE_INTEGER)),
  },
  union: { match: oneOf(['name', 'position']), distinct: flag },
  sql: { sql: text(200_000) },
  output: { name: text() },
}

/** How the fields of an item of a list setting are read, by field. */
export type ItemFields = Readonly<Record<string, FieldReader<unknown>>>

/** How every setting of every kind of step is read: a reader, or the readers of its items' fields. */
export const stepReaders: Readonly<
  Record<StepKind, Readonly<Record<string, FieldReader<unknown> | ItemFields>>>
> = exact
