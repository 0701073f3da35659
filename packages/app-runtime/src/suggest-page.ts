import {
  widgetSpecs,
  type GridPlace,
  type NumberFormat,
  type Widget,
  type WidgetKind,
  type WidgetSettings,
} from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import type { Column, Schema } from '@weft/pipeline-model'
import { canServe } from './column-uses.ts'

/** A widget to be added. */
export type WidgetDraft = {
  [K in WidgetKind]: {
    readonly kind: K
    readonly title: LocalText
    readonly place: GridPlace
    readonly settings: WidgetSettings[K]
  }
}[WidgetKind]

const plain: NumberFormat = { style: 'plain', decimals: null, unit: '' }
const ratio = /(^|_)(rate|ratio|share|pct|percent|avg|average|mean|median|score|率|均)/i

/** A first page for an output: filters, figures, a chart and the rows, chosen by the columns' types. */
export function suggestPage(output: string, schema: Schema): readonly WidgetDraft[] {
  const numbers = schema.filter((column) => canServe(column.type, 'number') && !isKey(column))
  const days = schema.find((column) => canServe(column.type, 'day'))
  const texts = schema.filter((column) => column.type === 'VARCHAR')
  const filters = filterRow(output, days, texts.slice(0, 2))
  const top = filters.length > 0 ? widgetSpecs['select-filter'].size.h : 0
  const figures = figureRow(output, numbers.slice(0, 3), top)
  const chartTop = top + widgetSpecs.kpi.size.h
  const charts = chartRow(output, { days, texts, number: numbers[0] }, chartTop)
  const tableTop = chartTop + (charts.length > 0 ? widgetSpecs.chart.size.h : 0)
  const table: WidgetDraft = {
    kind: 'table',
    title: { en: 'All rows', zh: '明细' },
    place: { x: 0, y: tableTop, ...widgetSpecs.table.size },
    settings: { ...widgetSpecs.table.initial, output },
  }
  return [...filters, ...figures, ...charts, table]
}

/** Column names read as words: `arr_delay` as “Arr delay”. */
export function wordsOf(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function isKey(column: Column): boolean {
  return /(^|_)(id|key|code|year|month|day)$/i.test(column.name)
}

function filterRow(output: string, days: Column | undefined, texts: readonly Column[]) {
  const { size } = widgetSpecs['select-filter']
  const selects: WidgetDraft[] = texts.map((column, index) => ({
    kind: 'select-filter',
    title: { en: wordsOf(column.name) },
    place: { x: index * size.w, y: 0, ...size },
    settings: { output, column: column.name, multiple: true },
  }))
  if (!days) return selects
  const span: Widget['place'] = {
    x: 12 - widgetSpecs['date-filter'].size.w,
    y: 0,
    ...widgetSpecs['date-filter'].size,
  }
  const settings = { output, column: days.name }
  const title = { en: wordsOf(days.name) }
  return [...selects, { kind: 'date-filter', title, place: span, settings } satisfies WidgetDraft]
}

function figureRow(output: string, numbers: readonly Column[], y: number): WidgetDraft[] {
  const { size } = widgetSpecs.kpi
  const rows: WidgetDraft = {
    kind: 'kpi',
    title: { en: 'Rows', zh: '行数' },
    place: { x: 0, y, ...size },
    settings: { ...widgetSpecs.kpi.initial, output },
  }
  const figures = numbers.map((column, index): WidgetDraft => {
    const average = !column.type.includes('INT') || ratio.test(column.name)
    const words = wordsOf(column.name)
    return {
      kind: 'kpi',
      title: average
        ? { en: `Average ${words.toLowerCase()}`, zh: `平均 ${words}` }
        : { en: `Total ${words.toLowerCase()}`, zh: `${words} 合计` },
      place: { x: (index + 1) * size.w, y, ...size },
      settings: {
        output,
        measure: { function: average ? 'average' : 'sum', column: column.name },
        format: plain,
      },
    }
  })
  return [rows, ...figures]
}

interface ChartColumns {
  readonly days: Column | undefined
  readonly texts: readonly Column[]
  readonly number: Column | undefined
}

function chartRow(output: string, { days, texts, number }: ChartColumns, y: number): WidgetDraft[] {
  const measure = number
    ? ({ function: 'average', column: number.name } as const)
    : ({ function: 'count', column: null } as const)
  const what = number ? wordsOf(number.name) : 'Rows'
  const chosen = [days, ...texts].filter((column) => column !== undefined).slice(0, 2)
  return chosen.map((column, index): WidgetDraft => {
    const line = column === days
    return {
      kind: 'chart',
      title: { en: `${what} by ${wordsOf(column.name).toLowerCase()}` },
      place: {
        x: index * 6,
        y,
        w: chosen.length === 1 ? 12 : 6,
        h: widgetSpecs.chart.size.h,
      },
      settings: {
        ...widgetSpecs.chart.initial,
        output,
        x: column.name,
        measure,
        mark: line ? 'line' : 'bar',
        sort: line ? 'x' : 'value-descending',
        limit: line ? 1_000 : 12,
      },
    }
  })
}
