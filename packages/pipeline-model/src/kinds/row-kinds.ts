import {
  choice,
  column,
  expression,
  list,
  optionalWhole,
  real,
  text,
  valueOf,
  when,
  whole,
} from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'
import { groupColumns, orderKeys } from './order-fields.ts'

/** How a condition compares a column with its value. */
export const comparisonOperators = [
  'equals',
  'not-equals',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'between',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'one-of',
  'not-one-of',
  'is-empty',
  'is-not-empty',
] as const

const rows = { family: 'rows' } as const
const mostRows = 1_000_000_000

/** Steps that keep, order and leave out rows. */
export const rowKinds = {
  filter: defineKind({
    ...rows,
    outputs: ['main', 'rest'],
    fields: {
      match: choice(['all', 'any']),
      conditions: list({
        column: column(),
        operator: choice(comparisonOperators),
        /** The value as written; for `one-of` several and for `between` two, separated by commas. */
        value: valueOf('column'),
        /** Whether `value` is a value or the name of another column. */
        against: choice(['value', 'column']),
        /** The group it belongs to, or empty for the outermost. */
        group: text(),
      }),
      /** Groups of conditions within the conditions. */
      groups: list({ match: choice(['any', 'all']), within: text() }),
      /** A condition in the expression language, or empty; it holds in addition to the list. */
      expression: expression({ gives: 'condition' }),
    },
  }),
  sort: defineKind({
    ...rows,
    fields: {
      keys: orderKeys(),
      /** Keep only the first rows (top-N), or null for all. */
      limit: optionalWhole({ least: 0, most: Number.MAX_SAFE_INTEGER }),
    },
  }),
  /** The first rows of every group. */
  top: defineKind({
    ...rows,
    outputs: ['main', 'rest'],
    fields: {
      by: groupColumns(),
      keys: orderKeys(),
      count: whole(10, { least: 1, most: mostRows, words: 'rowCount' }),
      ties: choice(['cut', 'keep']),
    },
  }),
  sample: defineKind({
    ...rows,
    outputs: ['main', 'rest'],
    fields: {
      how: choice(['rows', 'percent'], { words: 'sampleHow' }),
      count: whole(1_000, { least: 1, most: mostRows, words: 'rowCount', ...when('how', 'rows') }),
      percent: real(10, { least: 0, most: 100, ...when('how', 'percent') }),
      /** The share is taken within each group of these columns. */
      by: list({ column: column() }, { words: 'strata' }),
      seed: whole(1, { least: 0, most: 2_147_483_647 }),
    },
  }),
  dedupe: defineKind({
    ...rows,
    outputs: ['main', 'rest'],
    fields: { by: list({ column: column() }, { words: 'sameIn' }), keys: orderKeys() },
  }),
  /** One row for every entry of a list or piece of a text. */
  unnest: defineKind({
    ...rows,
    fields: {
      column: column(),
      separator: text({ initial: ',' }),
      name: text({ words: 'newColumn' }),
      /** A column with the place of the entry, or empty for none. */
      position: text(),
    },
  }),
}
