import { choice, column, expression, flag, list, text, when } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

const pair = { left: column({ port: 'left' }), right: column({ port: 'right' }) }
const two = { family: 'combine', inputs: ['left', 'right'] } as const

/** How a left and a right column must stand to each other. */
export const joinOperators = [
  'equals',
  'not-equals',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
] as const

/** Steps that bring several tables together. */
export const combineKinds = {
  join: defineKind({
    ...two,
    fields: {
      kind: choice(['inner', 'left', 'right', 'full', 'semi', 'anti', 'as-of', 'cross'], {
        words: 'joinKind',
      }),
      keys: list({ ...pair, operator: choice(joinOperators) }, { words: 'matchWhere' }),
      /** What two rows must meet beside the keys, over the columns of both sides; empty for nothing more. */
      condition: expression({
        gives: 'condition',
        words: 'joinCondition',
        ...when('kind', 'inner', 'left', 'right', 'full', 'semi', 'anti'),
      }),
      /** Added to a right column whose name the left side has already. */
      suffix: text({ initial: '_2' }),
    },
  }),
  /** Columns of another table added where keys are equal; never more rows than before. */
  lookup: defineKind({
    family: 'combine',
    inputs: ['in', 'reference'],
    fields: {
      keys: list({ left: column(), right: column({ port: 'reference' }) }, { words: 'matchWhere' }),
      columns: list({ column: column({ port: 'reference' }), name: text({ words: 'newName' }) }),
    },
  }),
  union: defineKind({
    family: 'combine',
    edgesPerPort: 'many',
    fields: { match: choice(['name', 'position']), distinct: flag() },
  }),
  /** Rows of one table that another has, or has not. */
  overlap: defineKind({
    ...two,
    fields: {
      how: choice(['except', 'intersect'], { words: 'overlapHow' }),
      match: choice(['name', 'position']),
      every: flag(false, { words: 'everyCopy' }),
    },
  }),
  /** What was added, removed and changed between two tables. */
  compare: defineKind({
    ...two,
    fields: {
      keys: list({ column: column({ port: 'left' }) }, { words: 'sameIn' }),
      same: flag(false, { words: 'keepSame' }),
      suffix: text({ initial: '_new', words: 'newSuffix' }),
    },
  }),
}
