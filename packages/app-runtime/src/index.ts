export { findOutput, type Outputs, type OutputTable } from './outputs.ts'
export { canServe, measureUse, type ColumnUse } from './column-uses.ts'
export {
  activeFilters,
  isDay,
  withFilter,
  type ColumnFilter,
  type FilterState,
  type FilterValue,
} from './filter-state.ts'
export { decodeFilters, encodeFilters } from './filter-address.ts'
export { checkWidget } from './check-widget.ts'
export { repairBinding, type SettingChange } from './repair-binding.ts'
export { widgetProblems } from './widget-problems.ts'
export { isFigure, widgetQuery, type FigureWidget, type WidgetQuery } from './widget-query.ts'
export { firstStatements, type FirstStatement } from './first-statements.ts'
export {
  dateRangeQuery,
  filterOptionsQuery,
  mostOptions,
  type FilterQuery,
} from './filter-query.ts'
export { formatFigure } from './format-figure.ts'
export { suggestPage, wordsOf, type WidgetDraft } from './suggest-page.ts'
