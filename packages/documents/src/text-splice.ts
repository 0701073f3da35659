/** One replacement: `removed` characters at a place give way to others. */
export interface TextSplice {
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

/** How many characters two texts share at their ends, `most` at most. */
function sharedEnd(before: string, after: string, most: number): number {
  let end = 0
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  return end
}

/**
 * The smallest replacement that makes one text of another. Where several are as small, as in a row of the same letter,
 * the one that ends at `caret`, the place in the new text at which somebody typed.
 */
export function findSplice(before: string, after: string, caret = after.length): TextSplice {
  const shorter = Math.min(before.length, after.length)
  let end = sharedEnd(before, after, Math.min(shorter, after.length - caret))
  let start = 0
  while (start < shorter - end && before[start] === after[start]) start++
  end += sharedEnd(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    shorter - start - end,
  )
  // Never cut a surrogate pair in two: Yjs would replace both halves.
  if (start > 0 && /[\uD800-\uDBFF]/.test(before.charAt(start - 1))) start--
  if (end > 0 && /[\uDC00-\uDFFF]/.test(before.charAt(before.length - end))) end--
  return {
    at: start,
    removed: before.length - start - end,
    inserted: after.slice(start, after.length - end),
  }
}
