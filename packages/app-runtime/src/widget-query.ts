import { appLimits, type Widget, type WidgetOf } from '@weft/app-model'
import { accept, refuse, type Outcome } from '@weft/kernel'
import { hasErrors } from '@weft/pipeline-model'
import { checkWidget } from './check-widget.ts'
import { chartSql } from './chart-query.ts'
import type { ColumnFilter } from './filter-state.ts'
import { findOutput, type OutputTable, type Outputs } from './outputs.ts'
import { columnSql, filteredSource, limitOf, measureSql, sourceSql } from './sql-parts.ts'

/** A widget that shows numbers of an output. */
export type FigureWidget = WidgetOf<'kpi'> | WidgetOf<'table'> | WidgetOf<'chart'>

/** The statements that answer a widget. */
export interface WidgetQuery {
  /** The engine's table they read. */
  readonly table: string
  readonly sql: string
  /** Gives one number: how many rows or marks there are before the limit; null where nothing is limited. */
  readonly totalSql: string | null
  readonly limit: number | null
}

/** Whether a widget asks for numbers itself. */
export function isFigure(widget: Widget): widget is FigureWidget {
  return widget.kind === 'kpi' || widget.kind === 'table' || widget.kind === 'chart'
}

/** The statements for a widget under these filters, or why there are none. */
export function widgetQuery(
  widget: FigureWidget,
  outputs: Outputs,
  filters: readonly ColumnFilter[],
): Outcome<WidgetQuery> {
  const problems = checkWidget(widget, outputs)
  const output = findOutput(outputs, widget.settings.output)
  const [first] = problems.filter((entry) => entry.severity === 'error')
  if (hasErrors(problems) || !output) {
    return refuse(first?.code ?? 'widget.output-unchosen', first?.args ?? {})
  }
  switch (widget.kind) {
    case 'kpi':
      return accept(kpiQuery(widget, output, filters))
    case 'table':
      return accept(tableQuery(widget, output, filters))
    case 'chart':
      return accept(chartQuery(widget, output, filters))
  }
}

function kpiQuery(
  { settings }: WidgetOf<'kpi'>,
  output: OutputTable,
  filters: readonly ColumnFilter[],
): WidgetQuery {
  const sql = `SELECT ${measureSql(settings.measure)} AS value, count(*) AS row_count\n${sourceSql(filteredSource(output, filters))}`
  return { table: output.table, sql, totalSql: null, limit: null }
}

function tableQuery(
  { settings }: WidgetOf<'table'>,
  output: OutputTable,
  filters: readonly ColumnFilter[],
): WidgetQuery {
  const limit = limitOf(settings.limit, appLimits.tableRows)
  const columns = shownColumns(settings.columns, output).map(columnSql)
  const order = orderSql(settings.sort, output)
  const from = sourceSql(filteredSource(output, filters))
  return {
    table: output.table,
    sql: `SELECT ${columns.join(', ')}\n${from}${order}\nLIMIT ${limit}`,
    totalSql: `SELECT count(*) AS total\n${from}`,
    limit,
  }
}

function shownColumns(wanted: readonly string[], output: OutputTable): readonly string[] {
  const all = output.schema.map((column) => column.name)
  const known = [...new Set(wanted)].filter((name) => all.includes(name))
  return known.length > 0 ? known : all
}

/** Rows keep the order the pipeline gave them; it also breaks the ties of a chosen order. */
function orderSql(sort: WidgetOf<'table'>['settings']['sort'], output: OutputTable): string {
  const keys: string[] = []
  if (sort && output.schema.some((column) => column.name === sort.column)) {
    const direction = sort.direction === 'descending' ? 'DESC' : 'ASC'
    keys.push(`${columnSql(sort.column)} ${direction} NULLS LAST`)
  }
  // A column called rowid would stand before the engine's own: then only the chosen order is left.
  const hidden = output.schema.some((column) => column.name.toLowerCase() === 'rowid')
  if (!hidden) keys.push('t.rowid')
  return keys.length > 0 ? `\nORDER BY ${keys.join(', ')}` : ''
}

function chartQuery(
  { settings }: WidgetOf<'chart'>,
  output: OutputTable,
  filters: readonly ColumnFilter[],
): WidgetQuery {
  const limit = limitOf(settings.limit, appLimits.chartMarks)
  const source = filteredSource(output, filters)
  const x = settings.x ?? ''
  return {
    table: output.table,
    sql: chartSql({ ...settings, x, limit }, source),
    totalSql: `SELECT count(*) AS total FROM (SELECT DISTINCT ${columnSql(x)}\n${sourceSql(source)})`,
    limit,
  }
}
