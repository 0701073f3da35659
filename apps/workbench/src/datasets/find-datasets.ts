import type { LocalText } from '@weft/kernel'
import type { DatasetEntry } from './dataset-shapes.ts'

/** What a reader of the catalogue looks for; an empty field asks for nothing. */
export interface DatasetWish {
  readonly words: string
  readonly sector: string
  readonly owner: string
}

/** One choice of a facet and how many datasets it leads to. */
export interface FacetChoice<T> {
  readonly value: string
  readonly of: T
  readonly count: number
}

const written = (text: LocalText): string => `${text.en ?? ''} ${text.zh ?? ''}`

function soughtText(entry: DatasetEntry): string {
  const columns = entry.columns.map((column) => `${column.name} ${written(column.description)}`)
  return [
    entry.id,
    written(entry.title),
    written(entry.description),
    written(entry.owner.name),
    entry.licence.spdx,
    ...columns,
  ]
    .join(' ')
    .toLowerCase()
}

/** The datasets that hold every word, in either language, and stand in the wanted sector and with the wanted owner. */
export function findDatasets(
  all: readonly DatasetEntry[],
  wish: DatasetWish,
): readonly DatasetEntry[] {
  const words = wish.words.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((entry) => {
    if (wish.sector && entry.sector !== wish.sector) return false
    if (wish.owner && entry.owner.id !== wish.owner) return false
    const text = words.length > 0 ? soughtText(entry) : ''
    return words.every((word) => text.includes(word))
  })
}

/** Counts datasets by one of their features, the largest group first. */
export function countFacet<T>(
  all: readonly DatasetEntry[],
  read: (entry: DatasetEntry) => readonly [value: string, of: T],
): readonly FacetChoice<T>[] {
  const choices = new Map<string, { of: T; count: number }>()
  for (const entry of all) {
    const [value, of] = read(entry)
    const known = choices.get(value)
    if (known) known.count += 1
    else choices.set(value, { of, count: 1 })
  }
  return [...choices]
    .map(([value, choice]) => ({ value, ...choice }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
