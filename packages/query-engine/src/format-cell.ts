import type { Language } from '@weft/kernel'
import type { Cell } from './cell.ts'
import { typeFamily } from './type-family.ts'

function numberFormat(language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
    // "min2" leaves years and other four-digit numbers whole.
    useGrouping: 'min2',
    maximumFractionDigits: 20,
  })
}

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: numberFormat('en'),
  zh: numberFormat('zh'),
}

function formatDouble(value: number, language: Language): string {
  if (!Number.isFinite(value)) return String(value)
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-6 || magnitude >= 1e15)) return String(value)
  // Fifteen digits hide what binary fractions add, e.g. 0.30000000000000004.
  return numbers[language].format(Number(value.toPrecision(15)))
}

function formatDecimal(text: string, language: Language): string {
  // The exact text goes through as it is, with its trailing zeros: Intl rounds nothing it gets as text.
  const [whole = '', fraction = ''] = text.split('.')
  const negativeZero = whole === '-0'
  const grouped = negativeZero ? '-0' : numbers[language].format(BigInt(whole))
  return fraction === '' ? grouped : `${grouped}.${fraction}`
}

function formatNested(cell: Cell): string {
  return JSON.stringify(cell, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    return value instanceof Uint8Array ? formatBytes(value) : value
  })
}

function formatBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0'))
  return `0x${shown.join('')}${bytes.length > 16 ? '…' : ''}`
}

/** A value as a reader sees it; an absent value is the empty text. */
export function formatCell(cell: Cell, type: string, language: Language): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return formatDouble(cell, language)
  if (typeof cell === 'bigint') return numbers[language].format(cell)
  if (typeof cell === 'boolean') return String(cell)
  if (typeof cell === 'string') {
    return typeFamily(type) === 'number' ? formatDecimal(cell, language) : cell
  }
  return cell instanceof Uint8Array ? formatBytes(cell) : formatNested(cell)
}
