import { castSql } from './column-types.ts'
import type { CheckedExpression } from './expressions/check-expression.ts'
import { quoteName } from './quoting.ts'

/** A query for what an expression gives in the first rows of a table, as people write it. */
export function firstValuesSql(
  table: string,
  { sql, type }: Pick<CheckedExpression, 'sql' | 'type'>,
  most: number,
): string {
  const first = `SELECT * FROM ${quoteName(table)} LIMIT ${String(most)}`
  const values = `SELECT ${sql} AS value FROM (${first}) AS t`
  return `SELECT ${castSql('value', type, 'VARCHAR')} AS value FROM (${values}) AS v`
}
