import { choice, column, list, name, optionalColumn } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** How a figure of a group is worked out. */
export const aggregateFunctions = [
  'count',
  'count-distinct',
  'sum',
  'average',
  'median',
  'min',
  'max',
  'stddev',
] as const

/** Steps that work out figures over several rows. */
export const figureKinds = {
  group: defineKind({
    family: 'figures',
    fields: {
      by: list({ column: column() }),
      aggregates: list({
        function: choice(aggregateFunctions),
        /** The column; null only for `count`, which then counts rows. */
        column: optionalColumn(),
        name: name(),
      }),
    },
  }),
}
