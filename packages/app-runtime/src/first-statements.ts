import type { App, Widget } from '@weft/app-model'
import { dateRangeQuery, filterOptionsQuery } from './filter-query.ts'
import type { Outputs } from './outputs.ts'
import { isFigure, widgetQuery } from './widget-query.ts'

/** A statement and the widget that asks it. */
export interface FirstStatement {
  readonly widget: Widget
  readonly sql: string
}

/** Every statement an app asks before anybody has filtered anything, each once; broken widgets ask nothing. */
export function firstStatements(app: App, outputs: Outputs): readonly FirstStatement[] {
  const found = new Map<string, FirstStatement>()
  for (const widget of Object.values<Widget>(app.widgets)) {
    for (const sql of statementsOf(widget, outputs)) {
      if (!found.has(sql)) found.set(sql, { widget, sql })
    }
  }
  return [...found.values()]
}

function statementsOf(widget: Widget, outputs: Outputs): readonly string[] {
  if (widget.kind === 'text') return []
  if (isFigure(widget)) {
    const query = widgetQuery(widget, outputs, [])
    if (!query.ok) return []
    const { sql, totalSql } = query.value
    return totalSql === null ? [sql] : [sql, totalSql]
  }
  const query =
    widget.kind === 'select-filter'
      ? filterOptionsQuery(widget, outputs)
      : dateRangeQuery(widget, outputs)
  return query.ok ? [query.value.sql] : []
}
