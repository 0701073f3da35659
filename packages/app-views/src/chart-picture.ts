import type { NumberFormat, WidgetSettings } from '@weft/app-model'
import { formatFigure } from '@weft/app-runtime'
import type { Language } from '@weft/kernel'
import type { Cell, ResultTable } from '@weft/query-engine'
import type { EChartsCoreOption } from 'echarts/core'
import { sayWord } from './app-words.ts'
import { fitLabels, type ChartRoom, type FitLabels } from './fit-labels.ts'

/** The colours and the type a chart takes from the page around it. */
export interface ChartInk {
  readonly series: readonly string[]
  readonly ink: string
  readonly faint: string
  readonly line: string
  readonly surface: string
  readonly font: string
}

/** What is drawn: the places along x and one row of values per series. */
export interface ChartFigures {
  readonly places: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
}

/**
 * Reads the rows of a chart's statement (x, value and perhaps series and folded), keeping their order; the series left
 * over are named by how many they are.
 */
export function readFigures(table: ResultTable, language: Language): ChartFigures {
  const absent = sayWord(language, 'absent')
  const split = table.schema.length > 2
  const places = new Map<string, number>()
  const series = new Map<string, Map<number, number | null>>()
  for (let row = 0; row < table.rows; row++) {
    const x = placeName(table.cell(row, 0), absent)
    const folded = split ? table.cell(row, 3) : null
    const name =
      folded === null
        ? placeName(split ? table.cell(row, 2) : '', absent)
        : sayWord(language, 'others', { n: Number(folded) })
    const place = places.get(x) ?? places.size
    places.set(x, place)
    const values = series.get(name) ?? new Map<number, number | null>()
    values.set(place, toNumber(table.cell(row, 1)))
    series.set(name, values)
  }
  const names = [...places.keys()]
  return {
    places: names,
    series: [...series].map(([name, values]) => ({
      name,
      values: names.map((_, place) => values.get(place) ?? null),
    })),
  }
}

function placeName(cell: Cell, absent: string): string {
  if (cell === null) return absent
  if (typeof cell !== 'string')
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return cell.replace(/ 00:00:00$/, '')
}

function toNumber(cell: Cell): number | null {
  const value = typeof cell === 'number' ? cell : cell === null ? NaN : Number(cell)
  return Number.isFinite(value) ? value : null
}

/** The drawing of a chart for ECharts; bars that are ranked lie on their side, so that names can be read. */
export function drawChart(
  figures: ChartFigures,
  settings: Pick<WidgetSettings['chart'], 'mark' | 'sort' | 'format'>,
  ink: ChartInk,
  language: Language,
  room: ChartRoom,
): EChartsCoreOption {
  const labels = fitLabels(figures.places, room)
  const ranked = settings.sort === 'value-descending'
  const lying = settings.mark === 'bar' && (ranked || labels.lieWell)
  const split = figures.series.length > 1
  const places = placeAxis(figures.places, lying, labels, ink)
  const values = valueAxis(settings.format, ink, language)
  return {
    animationDuration: 260,
    textStyle: { fontFamily: ink.font, color: ink.faint, fontSize: 12 },
    color: [...ink.series],
    grid: { left: 4, right: lying ? 56 : 16, top: split ? 34 : 12, bottom: 2, containLabel: true },
    legend: { show: split, ...legendInk(ink) },
    tooltip: {
      trigger: 'axis',
      // Rich text is painted on the canvas: no value of anybody's ever becomes markup.
      renderMode: 'richText',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.ink, fontSize: 12 },
      axisPointer: {
        type: settings.mark === 'bar' ? 'shadow' : 'line',
        lineStyle: { color: ink.faint },
      },
      valueFormatter: (value: unknown) => sayValue(value, settings.format, language),
    },
    xAxis: lying ? values : places,
    yAxis: lying ? places : values,
    series: figures.series.map((one) => drawSeries(one, { lying, split, settings, ink, language })),
  }
}

function legendInk(ink: ChartInk) {
  return {
    type: 'scroll',
    left: 0,
    top: 0,
    icon: 'roundRect',
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 14,
    textStyle: { color: ink.faint, fontSize: 12 },
    pageTextStyle: { color: ink.faint },
    pageIconColor: ink.faint,
  }
}

interface SeriesLook {
  readonly lying: boolean
  readonly split: boolean
  readonly settings: Pick<WidgetSettings['chart'], 'mark' | 'format'>
  readonly ink: ChartInk
  readonly language: Language
}

function drawSeries(one: ChartFigures['series'][number], look: SeriesLook) {
  const { lying, split, settings, ink, language } = look
  const base = {
    name: one.name,
    data: [...one.values],
    emphasis: { focus: split ? 'series' : 'none' },
  }
  if (settings.mark === 'line') {
    const alone = one.values.length === 1
    return {
      ...base,
      type: 'line',
      showSymbol: alone,
      symbolSize: 6,
      lineStyle: { width: 2 },
      connectNulls: false,
    }
  }
  return {
    ...base,
    type: 'bar',
    barMaxWidth: lying ? 22 : 36,
    itemStyle: { borderRadius: lying ? [0, 2, 2, 0] : [2, 2, 0, 0] },
    label: {
      show: lying && !split,
      position: 'right',
      color: ink.faint,
      formatter: ({ value }: { value: unknown }) =>
        sayValue(value, compactly(settings.format), language),
    },
  }
}

function placeAxis(places: readonly string[], lying: boolean, labels: FitLabels, ink: ChartInk) {
  return {
    type: 'category',
    data: [...places],
    inverse: lying,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink.line } },
    axisLabel: {
      color: ink.faint,
      width: lying ? 140 : labels.widthPx,
      overflow: 'truncate',
      ...(labels.showAll ? { interval: 0 } : { hideOverlap: true }),
      ...(lying ? {} : { rotate: labels.rotate }),
    },
  }
}

function valueAxis(format: NumberFormat, ink: ChartInk, language: Language) {
  return {
    type: 'value',
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: ink.line } },
    axisLabel: {
      color: ink.faint,
      formatter: (value: number) => sayValue(value, { ...compactly(format), unit: '' }, language),
    },
  }
}

function compactly(format: NumberFormat): NumberFormat {
  return format.style === 'plain' && format.decimals === null
    ? { ...format, style: 'compact' }
    : format
}

function sayValue(value: unknown, format: NumberFormat, language: Language): string {
  return formatFigure(typeof value === 'number' ? value : null, format, language)
}
