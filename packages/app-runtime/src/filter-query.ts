import type { WidgetOf } from '@weft/app-model'
import { accept, refuse, type Outcome } from '@weft/kernel'
import { checkWidget } from './check-widget.ts'
import { findOutput, type OutputTable, type Outputs } from './outputs.ts'
import { columnSql, filteredSource, sourceSql } from './sql-parts.ts'

/** A select filter offers at most this many values. */
export const mostOptions = 1_000

/** A statement and the engine's table it reads. */
export interface FilterQuery {
  readonly table: string
  readonly sql: string
}

/** Gives `value` (text or absent) and `row_count` in the column's own order; one row more than are offered when there are more. */
export function filterOptionsQuery(
  widget: WidgetOf<'select-filter'>,
  outputs: Outputs,
): Outcome<FilterQuery> {
  return ask(widget, outputs, (column, output) =>
    [
      `SELECT CAST(${column} AS VARCHAR) AS value, count(*) AS row_count`,
      sourceSql(filteredSource(output, [])),
      `GROUP BY ${column}`,
      `ORDER BY ${column} NULLS LAST`,
      `LIMIT ${mostOptions + 1}`,
    ].join('\n'),
  )
}

/** Gives the `first` and `last` day of the column as texts; absent when there is none. */
export function dateRangeQuery(
  widget: WidgetOf<'date-filter'>,
  outputs: Outputs,
): Outcome<FilterQuery> {
  const day = (sql: string) => `CAST(CAST(${sql} AS DATE) AS VARCHAR)`
  return ask(widget, outputs, (column, output) =>
    [
      `SELECT ${day(`min(${column})`)} AS first, ${day(`max(${column})`)} AS last`,
      sourceSql(filteredSource(output, [])),
    ].join('\n'),
  )
}

function ask(
  widget: WidgetOf<'select-filter'> | WidgetOf<'date-filter'>,
  outputs: Outputs,
  write: (column: string, output: OutputTable) => string,
): Outcome<FilterQuery> {
  const [problem] = checkWidget(widget, outputs)
  const output = findOutput(outputs, widget.settings.output)
  if (problem || !output || widget.settings.column === null) {
    return refuse(problem?.code ?? 'widget.column-unchosen', problem?.args ?? {})
  }
  return accept({ table: output.table, sql: write(columnSql(widget.settings.column), output) })
}
