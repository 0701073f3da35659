import type { Column } from '@weft/pipeline-model'
import { castSql } from './column-types.ts'
import { quoteName } from './quoting.ts'

/** A query for the different values of a column, in their own order and as people write them, without the empty one. */
export function distinctValuesSql(table: string, { name, type }: Column, most: number): string {
  const column = quoteName(name)
  const values = `SELECT DISTINCT ${column} FROM ${quoteName(table)} WHERE ${column} IS NOT NULL ORDER BY ${column} LIMIT ${String(most)}`
  return `SELECT ${castSql(column, type, 'VARCHAR')} AS value FROM (${values}) AS v ORDER BY ${column}`
}
