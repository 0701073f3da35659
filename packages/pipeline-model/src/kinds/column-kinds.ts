import {
  choice,
  column,
  expression,
  flag,
  list,
  name,
  optionalCast,
  optionalText,
  real,
  text,
  valueOf,
  when,
  whole,
} from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'
import { groupColumns, orderKeys } from './order-fields.ts'

const columns = { family: 'columns' } as const
const values = { family: 'values' } as const

/** Parts of a date that can be told apart. */
export const datePartUnits = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'dayofweek',
  'dayofyear',
] as const

const dateOperation = 'operation'

/** Steps that choose, convert, add and clean columns. */
export const columnKinds = {
  select: defineKind({
    ...columns,
    fields: {
      columns: list(
        {
          column: column(),
          /** The new name, or null to keep the name. */
          name: optionalText(),
          /** The type to cast to, or null to keep the type. */
          cast: optionalCast(),
          /** False drops the column. */
          keep: flag(true),
        },
        { sortable: true },
      ),
      /** What happens to columns not listed: kept after the listed ones, or dropped. */
      others: choice(['keep', 'drop']),
    },
  }),
  compute: defineKind({
    ...columns,
    fields: { columns: list({ name: name(), expression: expression() }, { sortable: true }) },
  }),
  /** One column whose value depends on which case a row is. */
  cases: defineKind({
    ...columns,
    fields: {
      name: name('case'),
      branches: list(
        { when: expression({ gives: 'condition' }), then: expression() },
        { sortable: true },
      ),
      otherwise: expression(),
    },
  }),
  /** One column cut into several. */
  split: defineKind({
    ...columns,
    fields: {
      column: column({ only: 'text' }),
      how: choice(['separator', 'pattern']),
      separator: text({ initial: ',', ...when('how', 'separator') }),
      /** A regular expression; each new column takes one of its groups. */
      pattern: text({ ...when('how', 'pattern') }),
      parts: list(
        { name: name(), index: whole(1, { least: 1, most: 1_000, words: 'piece' }) },
        { sortable: true },
      ),
      keep: flag(true, { words: 'keepOriginal' }),
    },
  }),
  /** Several columns written into one text. */
  merge: defineKind({
    ...columns,
    fields: {
      columns: list({ column: column() }, { sortable: true }),
      separator: text({ initial: ' ' }),
      name: name('merged'),
      keep: flag(true, { words: 'keepOriginal' }),
    },
  }),
  clean: defineKind({
    ...values,
    fields: {
      columns: list({ column: column({ only: 'text' }) }),
      trim: flag(true),
      spaces: flag(true),
      case: choice(['keep', 'lower', 'upper', 'title'], { words: 'letterCase' }),
      remove: choice(['nothing', 'digits', 'punctuation', 'letters', 'accents']),
      empty: flag(false, { words: 'emptyToNull' }),
    },
  }),
  /** Values of a column replaced by others. */
  map: defineKind({
    ...values,
    fields: {
      column: column(),
      pairs: list({ from: valueOf('column'), to: text() }, { sortable: true }),
      otherwise: choice(['keep', 'empty', 'value'], { words: 'unmapped' }),
      other: text({ ...when('otherwise', 'value') }),
      /** The name of a new column; empty to change the column itself. */
      name: text({ words: 'newColumn' }),
    },
  }),
  /** Empty cells filled, or their rows left out. */
  fill: defineKind({
    ...values,
    fields: {
      columns: list({
        column: column(),
        how: choice(['value', 'mean', 'median', 'previous', 'next', 'drop'], {
          words: 'fillHow',
        }),
        value: valueOf('column', when('how', 'value')),
      }),
      by: groupColumns(),
      keys: orderKeys(),
    },
  }),
  dates: defineKind({
    ...values,
    fields: {
      columns: list(
        {
          column: column(),
          operation: choice(['part', 'truncate', 'difference', 'shift', 'parse', 'format']),
          unit: choice(
            datePartUnits,
            when(dateOperation, 'part', 'truncate', 'difference', 'shift'),
          ),
          amount: whole(1, { least: -100_000, most: 100_000, ...when(dateOperation, 'shift') }),
          other: column({ words: 'until', ...when(dateOperation, 'difference') }),
          pattern: text({
            initial: '%Y-%m-%d',
            words: 'datePattern',
            ...when(dateOperation, 'parse', 'format'),
          }),
          name: name(),
        },
        { sortable: true },
      ),
    },
  }),
  bin: defineKind({
    ...values,
    fields: {
      column: column({ only: 'number' }),
      how: choice(['width', 'equal-width', 'equal-count', 'edges'], { words: 'binHow' }),
      width: real(10, { least: 1e-9, most: 1e15, ...when('how', 'width') }),
      count: whole(10, {
        least: 1,
        most: 1_000,
        words: 'binCount',
        ...when('how', 'equal-width', 'equal-count'),
      }),
      /** Numbers between the bins, separated by commas. */
      edges: text({ initial: '0, 10, 100', ...when('how', 'edges') }),
      name: name('bin'),
    },
  }),
}
