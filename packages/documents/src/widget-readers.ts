import type { GridPlace, Measure, NumberFormat, WidgetKind, WidgetSettings } from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import {
  flag,
  listOf,
  object,
  oneOf,
  orNull,
  text,
  whole,
  type FieldReader,
} from './field-reader.ts'

const name = orNull(text())
const measure = object<Measure>({
  function: oneOf(['count', 'count-distinct', 'sum', 'average', 'median', 'min', 'max']),
  column: name,
})
const format = object<NumberFormat>({
  style: oneOf(['plain', 'percent', 'compact']),
  decimals: orNull(whole(0, 20)),
  unit: text(200),
})
const limit = whole(1, 1_000_000)

/** A setting that is kept as shared text in every language, not as one value. */
export const sharedText = 'shared-text'

type WidgetReader<T> = T extends LocalText ? typeof sharedText : FieldReader<T>

const exact: {
  readonly [K in Exclude<WidgetKind, 'text'>]: {
    readonly [S in keyof WidgetSettings[K]]: FieldReader<WidgetSettings[K][S]>
  }
} & { readonly text: { readonly text: WidgetReader<LocalText> } } = {
  text: { text: sharedText },
  kpi: { output: name, measure, format },
  table: {
    output: name,
    columns: listOf(text()),
    sort: orNull(object({ column: text(), direction: oneOf(['ascending', 'descending']) })),
    limit,
  },
  chart: {
    output: name,
    mark: oneOf(['bar', 'line']),
    x: name,
    measure,
    series: name,
    sort: oneOf(['x', 'value-descending']),
    limit,
    format,
  },
  'select-filter': { output: name, column: name, multiple: flag },
  'date-filter': { output: name, column: name },
}

/** How every setting of every kind of widget is read. */
export const widgetReaders: Readonly<
  Record<WidgetKind, Readonly<Record<string, FieldReader<unknown> | typeof sharedText>>>
> = exact

const gridColumns = 12
const place = object<GridPlace>({
  x: whole(0, gridColumns - 1),
  y: whole(0, 100_000),
  w: whole(1, gridColumns),
  h: whole(1, 1_000),
})

/** Reads a place on the grid, pulled in so that it does not stand over the right edge. */
export const readPlace: FieldReader<GridPlace> = (raw) => {
  const read = place(raw)
  if (!read) return undefined
  return read.x + read.w > gridColumns ? { ...read, x: gridColumns - read.w } : read
}
