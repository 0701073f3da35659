import { expressionFunctions, quoteName, type CompletionTable } from '@weft/pipeline-sql'
import type { Language } from '@weft/kernel'

/** One word the SQL editor offers. */
export interface SqlOffer {
  readonly kind: 'table' | 'column' | 'function' | 'word'
  readonly label: string
  readonly insert: string
  readonly hint: string
}

const words =
  'SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT WITH AS JOIN LEFT RIGHT FULL INNER ON USING UNION ALL DISTINCT CASE WHEN THEN ELSE END AND OR NOT NULL IS IN BETWEEN LIKE ILIKE CAST OVER PARTITION QUALIFY EXCLUDE ASC DESC'
const plainName = /^[a-z_][a-z0-9_]*$/

/** All the SQL editor can offer over these tables: tables, their columns, functions and words of SQL. */
export function sqlOffers(
  tables: readonly CompletionTable[],
  language: Language,
): readonly SqlOffer[] {
  const columns = tables.flatMap((table) =>
    table.columns.map(({ name, type }) => ({
      kind: 'column' as const,
      label: name,
      insert: plainName.test(name) ? name : quoteName(name),
      hint: `${type.toLowerCase()} · ${table.name}`,
    })),
  )
  return [
    ...tables.map(({ name, columns: { length } }) => ({
      kind: 'table' as const,
      label: name,
      insert: name,
      hint: String(length),
    })),
    ...new Map(columns.map((column) => [column.label, column])).values(),
    ...expressionFunctions.map(({ name, help }) => ({
      kind: 'function' as const,
      label: name,
      insert: name,
      hint: help[language],
    })),
    ...words
      .split(' ')
      .map((word) => ({ kind: 'word' as const, label: word, insert: word, hint: '' })),
  ]
}
