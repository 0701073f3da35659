import { castType, cells, choice, dataset, list, name, text } from '../fields/make-fields.ts'
import { uploadedTable } from '../fields/uploaded-table.ts'
import { defineKind } from './kind-definition.ts'

const source = { family: 'source', inputs: [] } as const

/** Steps a pipeline begins with. */
export const sourceKinds = {
  dataset: defineKind({ ...source, fields: { dataset: dataset() } }),
  /** A table somebody brought into the workspace as a file. */
  upload: defineKind({ ...source, fields: { table: uploadedTable() } }),
  /** A small table written by hand. */
  table: defineKind({
    ...source,
    fields: {
      columns: list({ name: name(), type: castType('VARCHAR') }, { sortable: true }),
      rows: list({ cells: cells('columns') }, { sortable: true }),
    },
  }),
  /** Every day, week, month … between two dates. */
  spine: defineKind({
    ...source,
    fields: {
      name: name('date'),
      unit: choice(['day', 'week', 'month', 'quarter', 'year', 'hour']),
      /** A date, or `$` and the name of a parameter. */
      from: text({ initial: '2024-01-01' }),
      to: text({ initial: '2024-12-31' }),
    },
  }),
  /** A value with a name, which expressions anywhere in the pipeline call `$name`. */
  parameter: defineKind({
    ...source,
    fields: {
      name: text({ initial: 'parameter' }),
      type: choice(['text', 'whole', 'number', 'date', 'timestamp', 'boolean']),
      value: text(),
    },
  }),
}
