import { choice, column, expression, list, optionalWhole, valueOf } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** How a condition compares a column with its value. */
export const comparisonOperators = [
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
] as const

/** Steps that keep, order and leave out rows. */
export const rowKinds = {
  filter: defineKind({
    family: 'rows',
    outputs: ['main', 'rest'],
    fields: {
      match: choice(['all', 'any']),
      conditions: list({
        column: column(),
        operator: choice(comparisonOperators),
        /** The value as written; for `one-of` several, separated by commas. Unused by `is-empty` and `is-not-empty`. */
        value: valueOf('column'),
      }),
      /** A condition in the expression language, or empty; it holds in addition to the list. */
      expression: expression({ gives: 'condition' }),
    },
  }),
  sort: defineKind({
    family: 'rows',
    fields: {
      keys: list(
        { column: column(), direction: choice(['ascending', 'descending']) },
        { sortable: true },
      ),
      /** Keep only the first rows (top-N), or null for all. */
      limit: optionalWhole({ least: 0, most: Number.MAX_SAFE_INTEGER }),
    },
  }),
}
