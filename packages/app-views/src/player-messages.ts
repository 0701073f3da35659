import type { Language } from '@weft/kernel'

/** What the page around a sealed app tells it. */
export type PlayerOrder =
  | {
      readonly kind: 'open'
      readonly bytes: ArrayBuffer
      readonly language: Language
      readonly theme: 'light' | 'dark'
      /** Filter choices as they stand in the address. */
      readonly filters: string
    }
  | { readonly kind: 'look'; readonly language: Language; readonly theme: 'light' | 'dark' }

/** What a sealed app tells the page around it; never more than a word or the filter choices. */
export type PlayerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'filters'; readonly filters: string }

const longestFilters = 8_000

/** Reads a message from a sealed app, which is not to be trusted. */
export function parsePlayerNews(value: unknown): PlayerNews | null {
  const kind = fieldOf(value, 'kind')
  if (kind === 'ready' || kind === 'shown' || kind === 'failed') return { kind }
  const filters = fieldOf(value, 'filters')
  if (kind !== 'filters' || typeof filters !== 'string') return null
  return filters.length <= longestFilters ? { kind, filters } : null
}

/** Reads a message to a sealed app. */
export function parsePlayerOrder(value: unknown): PlayerOrder | null {
  const kind = fieldOf(value, 'kind')
  const language = fieldOf(value, 'language') === 'zh' ? 'zh' : 'en'
  const theme = fieldOf(value, 'theme') === 'dark' ? 'dark' : 'light'
  if (kind === 'look') return { kind, language, theme }
  const bytes = fieldOf(value, 'bytes')
  const filters = fieldOf(value, 'filters')
  if (kind !== 'open' || !(bytes instanceof ArrayBuffer)) return null
  return { kind, bytes, language, theme, filters: typeof filters === 'string' ? filters : '' }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
