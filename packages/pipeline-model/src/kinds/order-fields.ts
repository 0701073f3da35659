import { choice, column, list } from '../fields/make-fields.ts'

/** Columns to order rows by, the most important first. */
export const orderKeys = () =>
  list(
    {
      column: column(),
      direction: choice(['ascending', 'descending']),
      nulls: choice(['last', 'first']),
    },
    { sortable: true, words: 'keys' },
  )

/** Columns whose equal values make a group of rows. */
export const groupColumns = () => list({ column: column() }, { words: 'by' })
