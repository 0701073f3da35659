import { isSame } from './entity.ts'

const among = (order: readonly string[], known: ReadonlySet<string>) =>
  order.filter((id) => known.has(id))

/**
 * The order of a list both sides may have changed: that of the side that moved something, ours when both did;
 * what only the other side has stands behind what it stood behind there.
 */
export function mergeOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const shared = new Set(among(among(base, new Set(ours)), new Set(theirs)))
  const oursMoved = !isSame(among(base, shared), among(ours, shared))
  const [first, second] = oursMoved ? [ours, theirs] : [theirs, ours]
  const merged = [...first]
  second.forEach((id, place) => {
    if (merged.includes(id)) return
    const before = second
      .slice(0, place)
      .reverse()
      .find((other) => merged.includes(other))
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, id)
  })
  return merged
}
