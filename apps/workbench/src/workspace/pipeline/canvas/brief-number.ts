import type { Language } from '@weft/kernel'

/** A count in few characters, as there is room for on a connection: 950, 20K, 1.2M. */
export function briefNumber(value: number, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en'
  return new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: value < 10_000 ? 1 : 0,
  }).format(value)
}
