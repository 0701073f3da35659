import { sharedText, text } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** Steps written in SQL and steps that end a pipeline. */
export const resultKinds = {
  /** One SELECT; its inputs are the tables `input_1`, `input_2`, … in the order of the edges. */
  sql: defineKind({
    family: 'code',
    optionalInputs: ['in'],
    edgesPerPort: 'many',
    fields: {
      sql: sharedText('SELECT *\nFROM input_1\n', { language: 'sql', longest: 200_000 }),
    },
  }),
  /** `name` is what apps and releases call this table. */
  output: defineKind({
    family: 'result',
    outputs: [],
    fields: { name: text({ initial: 'result' }) },
  }),
}
