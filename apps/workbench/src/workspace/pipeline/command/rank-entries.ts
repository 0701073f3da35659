/** What an entry can be found by: its own words first, then those that say more about it. */
export interface Findable {
  readonly words: string
  /** The same in the other language, and other names for it. */
  readonly also?: readonly string[] | undefined
  readonly hint?: string | undefined
}

const hintWeight = 0.5

/** How well one typed word answers a text, from 0, not at all, to 1, the very same. */
export function scoreWord(typed: string, text: string): number {
  if (text === typed) return 1
  if (text.startsWith(typed)) return 0.9
  const at = text.indexOf(typed)
  if (at >= 0) return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 0.65 : 0.8
  return typed.length < 2 ? 0 : scoreScattered(typed, text)
}

/** Letters in their order with others between them; the closer they stand, the better. */
function scoreScattered(typed: string, text: string): number {
  let at = -1
  let start = -1
  for (const letter of typed) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return 0
    if (start < 0) start = at
  }
  const closeness = typed.length / (at - start + 1)
  return closeness < 0.4 ? 0 : 0.5 * closeness
}

function scoreEntry(typed: readonly string[], { words, also = [], hint = '' }: Findable): number {
  const names = [words, ...also].map((name) => name.toLowerCase())
  let sum = 0
  for (const word of typed) {
    const best = Math.max(
      ...names.map((name) => scoreWord(word, name)),
      scoreWord(word, hint.toLowerCase()) * hintWeight,
    )
    if (best === 0) return 0
    sum += best
  }
  return sum
}

/** The entries that answer every typed word, best first and otherwise in their own order; all when nothing is typed. */
export function rankEntries<T extends Findable>(
  entries: readonly T[],
  typed: string,
): readonly T[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return entries
  return entries
    .map((entry) => ({ entry, score: scoreEntry(wanted, entry) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
}
