import type { AnswerRows } from '../../session/ask-step.ts'

/** One thing drawn in a chart: what it stands for, where along the axis, and its figure. */
export interface ChartMark {
  readonly label: string
  readonly place: number
  readonly value: number
}

/** What a chart beside the steps draws. */
export interface ChartMarks {
  readonly marks: readonly ChartMark[]
  /** How many there would be if there were room for all. */
  readonly total: number
  readonly low: number
  readonly high: number
}

/** Reads the answer to the probe of a chart; marks without a figure are left out. */
export function readMarks(rows: AnswerRows): ChartMarks {
  const marks = rows.flatMap(([label = '', place = '', value = '']) => {
    const found = { label, place: Number(place), value: Number(value) }
    return value !== '' && Number.isFinite(found.value) && Number.isFinite(found.place)
      ? [found]
      : []
  })
  const values = marks.map(({ value }) => value)
  return {
    marks,
    total: Number(rows[0]?.[3] ?? 0),
    low: values.length > 0 ? Math.min(...values) : 0,
    high: values.length > 0 ? Math.max(...values) : 0,
  }
}

/** Where a value lies between two others, from 0 to 1. */
const share = (value: number, low: number, high: number): number =>
  high > low ? (value - low) / (high - low) : 0.5

/** How many ranges of equal width a histogram has; the empty ones stay empty. */
const histogramBins = 24

/** The bars of a chart within a box of 1 by 1, from the zero line up or down; those of a histogram in their places. */
export function barBoxes({ marks, low, high }: ChartMarks, isHistogram = false) {
  const floor = Math.min(0, low)
  const ceiling = Math.max(0, high)
  const zero = 1 - share(0, floor, ceiling)
  const width = 1 / (isHistogram ? histogramBins : Math.max(1, marks.length))
  return marks.map((mark, index) => {
    const end = 1 - share(mark.value, floor, ceiling)
    return {
      mark,
      x: (isHistogram ? mark.place : index) * width + width * 0.1,
      y: Math.min(zero, end),
      width: width * 0.8,
      height: Math.abs(end - zero),
    }
  })
}

/** The points of a line or a scatter within a box of 1 by 1. */
export function pointPlaces({ marks, low, high }: ChartMarks) {
  const places = marks.map(({ place }) => place)
  const [first, last] = [Math.min(...places), Math.max(...places)]
  return marks.map((mark) => ({
    mark,
    x: share(mark.place, first, last),
    y: 1 - share(mark.value, low, high),
  }))
}
