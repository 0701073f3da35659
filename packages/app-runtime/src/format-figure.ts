import type { NumberFormat } from '@weft/app-model'
import type { Language } from '@weft/kernel'

const currencies: ReadonlySet<string> = new Set(['¥', '¥', '$', '€', '£', '₩', '₹'])

/** Writes a figure the way readers of a language expect, with its unit; texts and dates stay as they are. */
export function formatFigure(
  value: number | bigint | string | null,
  format: NumberFormat,
  language: Language,
): string {
  if (value === null) return '–'
  const figure = typeof value === 'string' ? exactNumber(value) : value
  if (figure === null) return String(value)
  if (typeof figure === 'number' && !Number.isFinite(figure)) return '–'
  const text = writer(figure, format, language).format(figure)
  return withUnit(text, format.style === 'percent' ? '' : format.unit.trim(), language)
}

/** Decimals arrive as exact text; a figure for reading may round them. */
function exactNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

function writer(
  value: number | bigint,
  format: NumberFormat,
  language: Language,
): Intl.NumberFormat {
  const decimals =
    format.decimals === null
      ? { maximumFractionDigits: restfulDecimals(value, format.style) }
      : { minimumFractionDigits: format.decimals, maximumFractionDigits: format.decimals }
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
    ...decimals,
    ...(format.style === 'percent' ? { style: 'percent' } : {}),
    ...(format.style === 'compact' ? { notation: 'compact' } : {}),
  })
}

/** Large figures need no fractions; small ones keep enough digits to say something. */
function restfulDecimals(value: number | bigint, style: NumberFormat['style']): number {
  const size = Math.abs(Number(value)) * (style === 'percent' ? 100 : 1)
  if (style !== 'plain' || size >= 100) return 1
  return size >= 1 || size === 0 ? 2 : 4
}

function withUnit(text: string, unit: string, language: Language): string {
  if (unit === '') return text
  if (currencies.has(unit)) return text.startsWith('-') ? `-${unit}${text.slice(1)}` : unit + text
  if (unit === '%' || unit === '°') return text + unit
  return language === 'zh' && /^\p{Script=Han}/u.test(unit) ? text + unit : `${text}\u202f${unit}`
}
