import { foldName, type Schema } from '@weft/pipeline-model'
import { readSqlTokens } from '../sql-gate.ts'
import type { ColumnOrigin, StepInput } from '../steps/step-draft.ts'
import { depthsOf } from './token-groups.ts'
import { traceQuery } from './trace-query.ts'
import type { TracedColumn } from './traced-column.ts'
import { UnclearSql } from './unclear-sql.ts'

// Beyond these a statement is not worth the time on every edit.
const mostTokens = 20_000
const mostDepth = 100

function inputTable({ schema, index }: StepInput): readonly TracedColumn[] {
  return schema.map(({ name }) => ({
    name: foldName(name),
    origins: [{ input: index, column: name }],
  }))
}

/**
 * The input columns each column of a SELECT is made of, in the order of its columns; null when the statement
 * says something that is not followed, or does not come to the columns the engine has told.
 */
export function traceSql(
  sql: string,
  inputs: readonly StepInput[],
  schema: Schema,
): readonly (readonly ColumnOrigin[])[] | null {
  const tables = new Map(inputs.map((input, at) => [`input_${at + 1}`, inputTable(input)]))
  const { tokens } = readSqlTokens(sql)
  if (tokens.length > mostTokens || depthsOf(tokens).some((depth) => depth > mostDepth)) return null
  try {
    const columns = traceQuery(tokens, { tables, outer: [] })
    const isAsTold =
      columns.length === schema.length &&
      columns.every(({ name }, at) => name === null || name === foldName(schema[at]?.name ?? ''))
    return isAsTold ? columns.map(({ origins }) => origins) : null
  } catch (fault) {
    if (fault instanceof UnclearSql) return null
    throw fault
  }
}
