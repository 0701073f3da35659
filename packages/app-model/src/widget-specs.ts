import type { WidgetKind, WidgetSettings } from './app.ts'

/** What the product knows of one kind of widget. */
export interface WidgetSpec<K extends WidgetKind> {
  readonly kind: K
  /** Size of a new widget, and the least it can be made, in grid cells. */
  readonly size: { readonly w: number; readonly h: number }
  readonly leastSize: { readonly w: number; readonly h: number }
  /** The settings of a new widget. */
  readonly initial: WidgetSettings[K]
}

const plain = { style: 'plain', decimals: null, unit: '' } as const
const count = { function: 'count', column: null } as const

/** Every kind of widget, in the order of the palette. */
export const widgetSpecs: { readonly [K in WidgetKind]: WidgetSpec<K> } = {
  text: {
    kind: 'text',
    size: { w: 12, h: 2 },
    leastSize: { w: 2, h: 1 },
    initial: { text: {} },
  },
  kpi: {
    kind: 'kpi',
    size: { w: 3, h: 3 },
    leastSize: { w: 2, h: 2 },
    initial: { output: null, measure: count, format: plain },
  },
  table: {
    kind: 'table',
    size: { w: 12, h: 8 },
    leastSize: { w: 3, h: 4 },
    initial: { output: null, columns: [], sort: null, limit: 1000 },
  },
  chart: {
    kind: 'chart',
    size: { w: 6, h: 7 },
    leastSize: { w: 3, h: 4 },
    initial: {
      output: null,
      mark: 'bar',
      x: null,
      measure: count,
      series: null,
      sort: 'x',
      limit: 40,
      format: plain,
    },
  },
  'select-filter': {
    kind: 'select-filter',
    size: { w: 3, h: 2 },
    leastSize: { w: 2, h: 2 },
    initial: { output: null, column: null, multiple: true },
  },
  'date-filter': {
    kind: 'date-filter',
    size: { w: 4, h: 2 },
    leastSize: { w: 3, h: 2 },
    initial: { output: null, column: null },
  },
}

/** Every kind of widget, in the order of the palette. */
export const widgetKinds = Object.keys(widgetSpecs) as readonly WidgetKind[]
