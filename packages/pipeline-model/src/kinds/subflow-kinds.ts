import { castType, choice, list, name, subflow, text } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** Steps that use a subflow, and those that let rows into one. */
export const subflowKinds = {
  /** Its ports are those of the subflow; `portsOf` tells them. */
  subflow: defineKind({
    family: 'subflow',
    inputs: [],
    outputs: [],
    fields: {
      subflow: subflow(),
      /** A parameter without an entry has its default; of two entries for one parameter the first counts. */
      values: list({
        /** The step inside that is the parameter. */
        parameter: text(),
        source: choice(['value', 'parameter']),
        /** The value as people write it, or the name of a parameter of the pipeline around. */
        value: text(),
      }),
    },
  }),
  /** The rows that reach a subflow at one of its inputs. */
  entry: defineKind({
    family: 'subflow',
    inputs: [],
    fields: {
      name: text({ initial: 'input' }),
      /** The columns expected; none expects nothing. */
      columns: list({ name: name(), type: castType('VARCHAR') }, { sortable: true }),
    },
  }),
}
