import type { Id, LocalText } from '@weft/kernel'

export type PageId = Id<'pg'>
export type WidgetId = Id<'wi'>

/** How several rows become one figure. `count` needs no column. */
export type Measure = {
  readonly function: 'count' | 'count-distinct' | 'sum' | 'average' | 'median' | 'min' | 'max'
  readonly column: string | null
}

/** How a figure is written. */
export type NumberFormat = {
  readonly style: 'plain' | 'percent' | 'compact'
  readonly decimals: number | null
  readonly unit: string
}

/**
 * The settings of every kind of widget. `output` names a pipeline output (the `name` setting of an output step),
 * or is null while nothing is bound. Every setting is one entry in the shared document, so two people can edit two of them.
 */
export interface WidgetSettings {
  /** Markdown without HTML. */
  readonly text: { readonly text: LocalText }
  readonly kpi: {
    readonly output: string | null
    readonly measure: Measure
    readonly format: NumberFormat
  }
  readonly table: {
    readonly output: string | null
    /** The columns shown, in order; empty shows all. */
    readonly columns: readonly string[]
    readonly sort: {
      readonly column: string
      readonly direction: 'ascending' | 'descending'
    } | null
    readonly limit: number
  }
  readonly chart: {
    readonly output: string | null
    readonly mark: 'bar' | 'line'
    readonly x: string | null
    readonly measure: Measure
    /** Splits into one series per value. */
    readonly series: string | null
    readonly sort: 'x' | 'value-descending'
    /** At most this many marks along x. */
    readonly limit: number
    readonly format: NumberFormat
  }
  /** Offers the values of a column; acts on every widget whose output has that column. */
  readonly 'select-filter': {
    readonly output: string | null
    readonly column: string | null
    readonly multiple: boolean
  }
  /** Offers a span of days; acts on every widget whose output has that column. */
  readonly 'date-filter': { readonly output: string | null; readonly column: string | null }
}

export type WidgetKind = keyof WidgetSettings

/** Where a widget stands on its page: cells of a grid with 12 columns, rows of 40 px. */
export interface GridPlace {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface WidgetOf<K extends WidgetKind> {
  readonly id: WidgetId
  readonly kind: K
  readonly page: PageId
  readonly title: LocalText
  readonly place: GridPlace
  readonly settings: WidgetSettings[K]
}

export type Widget = { [K in WidgetKind]: WidgetOf<K> }[WidgetKind]

export interface Page {
  readonly id: PageId
  readonly title: LocalText
  /** Fractional index. */
  readonly order: string
}

/** An immutable picture of an app; pages are sorted by (order, id). */
export interface App {
  readonly title: LocalText
  readonly summary: LocalText
  readonly pages: readonly Page[]
  readonly widgets: Readonly<Record<WidgetId, Widget>>
}
