import type { Language } from '@weft/kernel'
import { formatCell, type ColumnProfile, type ProfileBar } from '@weft/query-engine'
import { sayView } from './view-words.ts'

/** A whole number as a reader sees it. */
export function sayCount(value: number, language: Language): string {
  return formatCell(value, 'INTEGER', language)
}

/** An end of a range as a reader sees it: figures grouped, days and moments as they are. */
export function sayEnd(end: string, { family }: ColumnProfile, language: Language): string {
  const isFigure = (family === 'integer' || family === 'number') && Number.isFinite(Number(end))
  return isFigure ? formatCell(Number(end), 'DOUBLE', language) : end.replace(' 00:00:00', '')
}

/** What a bar stands for. */
export function sayBar(bar: ProfileBar, profile: ColumnProfile, language: Language): string {
  if (bar.kind === 'empty') return sayView(language, 'emptyCells')
  if (bar.kind === 'value') return bar.value
  const [from, to] = [bar.from, bar.to].map((end) => sayEnd(end, profile, language))
  if (from === to) return from ?? ''
  return sayView(language, bar.isClosed ? 'range' : 'under', { from: from ?? '', to: to ?? '' })
}

/** The share of all rows, told so that little is never told as nothing. */
export function sayPercent(count: number, rows: number): string {
  const percent = rows === 0 ? 0 : (count / rows) * 100
  if (count > 0 && percent < 0.1) return '<0.1'
  return percent >= 10 || Number.isInteger(percent)
    ? String(Math.round(percent))
    : percent.toFixed(1)
}

/** Whether every value is there only once, so that none is frequent. */
export function isEachOnce({ bars, distinct }: ColumnProfile): boolean {
  return distinct > 1 && bars.every(({ kind, count }) => kind === 'value' && count === 1)
}

/** How many rows, and which share of all. */
export function sayShare(count: number, profile: ColumnProfile, language: Language): string {
  const percent = sayPercent(count, profile.rows)
  return sayView(language, 'share', { count: sayCount(count, language), percent })
}

/** A bar with its figures in one line, e.g. for those who hear it. */
export function sayBarWithFigures(
  bar: ProfileBar,
  profile: ColumnProfile,
  language: Language,
): string {
  const figures = sayShare(bar.count, profile, language)
  return sayView(language, 'bar', { bar: sayBar(bar, profile, language), figures })
}

const dateLength = 'YYYY-MM-DD'.length

/** The least and the greatest value, in the little room of a header, as a reader sees them. */
export function sayEnds(
  profile: ColumnProfile,
  language: Language,
): { readonly min: string; readonly max: string } | null {
  const { min, max, family } = profile
  if (min === null || max === null) return null
  if (family === 'timestamp' && min.slice(0, dateLength) !== max.slice(0, dateLength))
    return { min: min.slice(0, dateLength), max: max.slice(0, dateLength) }
  const say = (end: string) =>
    family === 'number' && Number.isFinite(Number(end))
      ? formatCell(Number(Number(end).toPrecision(6)), 'DOUBLE', language)
      : sayEnd(end, profile, language)
  return { min: say(min), max: say(max) }
}
