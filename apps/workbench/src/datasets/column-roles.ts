import type { ColumnMeaning } from './dataset-shapes.ts'

/** The parts a column may play, in the order they are offered. */
export const columnRoles: readonly NonNullable<ColumnMeaning['role']>[] = [
  'key',
  'foreign-key',
  'measure',
  'dimension',
  'time',
  'lat',
  'lon',
  'sensitive',
]
