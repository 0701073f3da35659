import {
  choice,
  column,
  expression,
  flag,
  list,
  name,
  optionalCast,
  optionalText,
} from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

/** Steps that choose, convert and add columns. */
export const columnKinds = {
  select: defineKind({
    family: 'columns',
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
    family: 'columns',
    fields: { columns: list({ name: name(), expression: expression() }, { sortable: true }) },
  }),
}
