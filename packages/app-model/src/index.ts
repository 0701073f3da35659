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
