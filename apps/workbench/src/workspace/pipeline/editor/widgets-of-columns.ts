import type { App, Widget } from '@weft/app-model'

/** The columns a widget names. */
function columnsNamed(widget: Widget): readonly (string | null)[] {
  switch (widget.kind) {
    case 'text':
      return []
    case 'kpi':
      return [widget.settings.measure.column]
    case 'table':
      return widget.settings.columns
    case 'chart':
      return [widget.settings.x, widget.settings.series, widget.settings.measure.column]
    case 'select-filter':
    case 'date-filter':
      return [widget.settings.column]
  }
}

/** A table without a list of columns shows them all. */
const showsAll = (widget: Widget): boolean =>
  widget.kind === 'table' && widget.settings.columns.length === 0

/** The widgets of an app that show any of these columns of an output. */
export function widgetsOfColumns(
  { widgets }: Pick<App, 'widgets'>,
  output: string,
  columns: readonly string[],
): readonly Widget[] {
  const wanted = new Set(columns)
  return Object.values<Widget>(widgets).filter(
    (widget) =>
      widget.kind !== 'text' &&
      widget.settings.output === output &&
      (showsAll(widget) || columnsNamed(widget).some((one) => one !== null && wanted.has(one))),
  )
}
