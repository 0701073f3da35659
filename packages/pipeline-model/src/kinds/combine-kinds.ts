import { choice, column, flag, list, text } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** Steps that bring several tables together. */
export const combineKinds = {
  join: defineKind({
    family: 'combine',
    inputs: ['left', 'right'],
    fields: {
      kind: choice(['inner', 'left', 'right', 'full']),
      keys: list({ left: column({ port: 'left' }), right: column({ port: 'right' }) }),
      /** Added to a right column whose name the left side has already. */
      suffix: text({ initial: '_2' }),
    },
  }),
  union: defineKind({
    family: 'combine',
    edgesPerPort: 'many',
    fields: { match: choice(['name', 'position']), distinct: flag() },
  }),
}
