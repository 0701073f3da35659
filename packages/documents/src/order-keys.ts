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

function isOrder(key: string): boolean {
  try {
    generateKeyBetween(key, null)
    return true
  } catch {
    return false
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
  const before = sorted[index - 1]?.order ?? null
  const following = sorted[index]?.order ?? null
  const fits = [before, following].every((key) => key === null || isOrder(key))
  if (fits && (before === null || following === null || before < following)) {
    return { order: generateKeyBetween(before, following), rekeyed: [] }
  }
  // Two people placed at once, or a key is unreadable: number the whole list anew around the gap.
  const keys = generateNKeysBetween(null, null, sorted.length + 1)
  const rekeyed = sorted.map((entry, place) => ({
    id: entry.id,
    order: keys[place < index ? place : place + 1] ?? entry.order,
  }))
  return { order: keys[index] ?? generateKeyBetween(null, null), rekeyed }
}
