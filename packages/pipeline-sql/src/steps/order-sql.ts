import type { Column, Problem, SortKey } from '@weft/pipeline-model'
import { quoteName } from '../quoting.ts'
import { findColumn, type StepInput } from './step-draft.ts'

/** How rows are ordered: by what people chose, and by everything else so that no two orders are possible. */
export interface RowOrder {
  readonly keys: readonly string[]
  readonly ties: readonly string[]
  /** The columns of the keys. */
  readonly columns: readonly Column[]
}

/** Reads the columns to order by; a column named twice counts once. */
export function rowOrder(
  keys: readonly SortKey[],
  input: StepInput,
  problems: Problem[],
): RowOrder {
  const used = new Set<string>()
  const columns: Column[] = []
  const terms = keys.flatMap((key) => {
    const column = findColumn(input.schema, key.column, { setting: 'keys', item: key.id }, problems)
    if (!column || used.has(column.name)) return []
    used.add(column.name)
    columns.push(column)
    const direction = key.direction === 'ascending' ? 'ASC' : 'DESC'
    return [
      `${quoteName(column.name)} ${direction} NULLS ${key.nulls === 'first' ? 'FIRST' : 'LAST'}`,
    ]
  })
  const rest = input.schema.filter((column) => !used.has(column.name))
  const ties = rest.map((column) => `${quoteName(column.name)} ASC NULLS LAST`)
  return { keys: terms, ties, columns }
}

/** The ORDER BY of a row order without two possibilities. */
export function orderBySql({ keys, ties }: Pick<RowOrder, 'keys' | 'ties'>): string {
  return `ORDER BY ${[...keys, ...ties].join(', ')}`
}

/** The PARTITION BY of these columns, with the space after it; nothing without any. */
export function partitionSql(by: readonly Column[]): string {
  return by.length === 0
    ? ''
    : `PARTITION BY ${by.map((column) => quoteName(column.name)).join(', ')} `
}
