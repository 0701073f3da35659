import type { Language } from '@weft/kernel'

const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
const justNow: Record<Language, string> = { en: 'just now', zh: '刚刚' }
const stepsOfTime: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** A figure with its separators. */
export function sayNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(value)
}

/** A size of a file in the unit people read. */
export function saySize(bytes: number, language: Language): string {
  if (bytes < 1024) return `${bytes} B`
  const isLarge = bytes >= 1024 * 1024
  const value = bytes / (isLarge ? 1024 * 1024 : 1024)
  const figure = new Intl.NumberFormat(locales[language], {
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
  return `${figure} ${isLarge ? 'MB' : 'KB'}`
}

/** A day, as people write it. */
export function sayDate(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium' }).format(
    new Date(moment),
  )
}

/** How long ago a moment was; after a month, the day itself. */
export function sayAgo(moment: string, nowMs: number, language: Language): string {
  const passedMs = nowMs - new Date(moment).getTime()
  if (passedMs > 30 * 86_400_000) return sayDate(moment, language)
  const step = stepsOfTime.find(([, length]) => passedMs >= length)
  if (!step) return justNow[language]
  const [unit, unitMs] = step
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' })
  return relative.format(-Math.floor(passedMs / unitMs), unit)
}
