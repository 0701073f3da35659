export type {
  App,
  GridPlace,
  Measure,
  NumberFormat,
  Page,
  PageId,
  Widget,
  WidgetId,
  WidgetKind,
  WidgetOf,
  WidgetSettings,
} from './app.ts'
export { widgetKinds, widgetSpecs, type WidgetSpec } from './widget-specs.ts'
export { appFailures } from './app-failures.ts'
export { appLimits, gridColumns } from './app-limits.ts'
export { comparePages, parseApp } from './parse-app.ts'
