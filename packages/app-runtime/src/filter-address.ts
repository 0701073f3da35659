import { isId } from '@weft/kernel'
import type { WidgetId } from '@weft/app-model'
import { isDay, isOpen, type FilterState, type FilterValue } from './filter-state.ts'

const most = { entries: 50, values: 500, valueLength: 2_000 }

/** Writes filter choices as a query text for an address, always in the same order. */
export function encodeFilters(state: FilterState): string {
  return Object.entries<FilterValue>(state)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, value]) => encodeValue(value).map((text) => `${id}=${encodeURIComponent(text)}`))
    .join('&')
}

/** Reads filter choices from an address; whatever is not one is left out, because anybody can write an address. */
export function decodeFilters(text: string): FilterState {
  const texts = new Map<WidgetId, string[]>()
  for (const pair of text.slice(0, 100_000).split('&')) {
    const [id = '', written = ''] = pair.split('=', 2)
    if (!isId('wi', id) || (!texts.has(id) && texts.size >= most.entries)) continue
    const known = texts.get(id) ?? []
    texts.set(id, [...known.slice(0, most.values - 1), decodeText(written)])
  }
  return Object.fromEntries(
    [...texts].flatMap(([id, values]): [WidgetId, FilterValue][] => {
      const value = decodeValue(values)
      return value ? [[id, value]] : []
    }),
  )
}

function encodeValue(value: FilterValue): readonly string[] {
  if (value.kind === 'days') return [`d${value.from ?? ''}~${value.to ?? ''}`]
  return value.values.map((one) => (one === null ? 'n' : `v${one}`))
}

function decodeText(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return ''
  }
}

function decodeValue(texts: readonly string[]): FilterValue | null {
  const [first = ''] = texts
  if (first.startsWith('d')) {
    const [from = '', to = ''] = first.slice(1).split('~')
    const days = {
      kind: 'days',
      from: isDay(from) ? from : null,
      to: isDay(to) ? to : null,
    } as const
    return isOpen(days) ? null : days
  }
  const values = texts.flatMap((text) => {
    if (text === 'n') return [null]
    return text.startsWith('v') ? [text.slice(1, most.valueLength + 1)] : []
  })
  return values.length > 0 ? { kind: 'one-of', values } : null
}
