import { choice, column, expression, list, real, text, when, whole } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** What a check demands of a table. */
export const checkRules = [
  'not-empty',
  'unique',
  'accepted',
  'range',
  'relationship',
  'row-count',
  'expression',
] as const

const most = 1e15

/** Steps that say whether data is as it should be. */
export const qualityKinds = {
  check: defineKind({
    family: 'quality',
    inputs: ['in', 'reference'],
    optionalInputs: ['reference'],
    outputs: ['main', 'failing'],
    fields: {
      rules: list({
        rule: choice(checkRules, { words: 'rule' }),
        column: column(when('rule', 'not-empty', 'unique', 'accepted', 'range', 'relationship')),
        /** Accepted values, separated by commas. */
        values: text({ ...when('rule', 'accepted') }),
        least: real(0, { least: -most, most, ...when('rule', 'range') }),
        most: real(100, { least: -most, most, ...when('rule', 'range') }),
        target: column({ port: 'reference', ...when('rule', 'relationship') }),
        fewest: whole(1, { least: 0, most, ...when('rule', 'row-count') }),
        greatest: whole(1_000_000, { least: 0, most, ...when('rule', 'row-count') }),
        expression: expression({ gives: 'condition', ...when('rule', 'expression') }),
      }),
      action: choice(['warn', 'block']),
    },
  }),
}
