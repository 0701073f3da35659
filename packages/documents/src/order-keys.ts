import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** Something that stands in an order: first by its key, then by its id. */
export interface Ordered {
  readonly id: string
  readonly order: string
}

/** Compares by (order, id), by code units, the same in every place. */
export function compareOrdered(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The keys of a list of the given length, first to last. */
export function freshOrders(length: number): string[] {
  return generateNKeysBetween(null, null, length)
}

/** A key between two others, or null when they are equal, out of order or unreadable. */
function keyBetween(before: string | null, following: string | null): string | null {
  if (before !== null && following !== null && before >= following) return null
  try {
    return generateKeyBetween(before, following)
  } catch {
    return null
  }
}

/** Where a new entry goes, and the new keys of entries that must give way because their keys were equal or unreadable. */
export interface Placement {
  readonly order: string
  readonly rekeyed: readonly Ordered[]
}

/** The key of an entry placed after another one, or first when `after` is null or gone; last when it is undefined. */
export function placeAfter(
  entries: readonly Ordered[],
  after: string | null | undefined,
): Placement {
  const sorted = entries.toSorted(compareOrdered)
  const index =
    after === undefined ? sorted.length : sorted.findIndex((entry) => entry.id === after) + 1
  const between = keyBetween(sorted[index - 1]?.order ?? null, sorted[index]?.order ?? null)
  if (between !== null) return { order: between, rekeyed: [] }
  // Two people placed at once, or a key is unreadable: number the whole list anew around the gap.
  const keys = generateNKeysBetween(null, null, sorted.length + 1)
  const rekeyed = sorted.map((entry, place) => ({
    id: entry.id,
    order: keys[place < index ? place : place + 1] ?? entry.order,
  }))
  return { order: keys[index] ?? generateKeyBetween(null, null), rekeyed }
}
