import type { Column, Schema } from '@weft/pipeline-model'

/** A pair of columns two tables could be joined on. */
export interface JoinSuggestion {
  readonly left: string
  readonly right: string
}

/** Pairs likely to be the same thing, the most likely first: equal names, then a name and that name with a prefix or suffix. */
export function suggestJoinKeys(left: Schema, right: Schema): readonly JoinSuggestion[] {
  const scored = left.flatMap((a) =>
    right
      .map((b) => ({ left: a.name, right: b.name, score: likeness(a, b) }))
      .filter((pair) => pair.score > 0),
  )
  return scored
    .sort((a, b) => b.score - a.score || compare(a.left, b.left) || compare(a.right, b.right))
    .slice(0, 4)
    .map(({ left: a, right: b }) => ({ left: a, right: b }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function likeness(a: Column, b: Column): number {
  if (typeFamily(a.type) !== typeFamily(b.type)) return 0
  const one = a.name.toLowerCase()
  const other = b.name.toLowerCase()
  if (one === other) return 3 + (looksLikeKey(one) ? 1 : 0)
  const bare = (name: string) => name.replace(/[_ ]?(id|code|key|no|number)$/, '')
  if (bare(one).length > 2 && bare(one) === bare(other)) return 2
  if (one.length > 3 && other.endsWith(`_${one}`)) return 1
  if (other.length > 3 && one.endsWith(`_${other}`)) return 1
  return 0
}

function looksLikeKey(name: string): boolean {
  return /(^|_)(id|code|key|no|number|date|iata|faa)$/.test(name)
}

function typeFamily(type: string): string {
  if (/INT|DECIMAL|DOUBLE|FLOAT|REAL|NUMERIC/.test(type)) return 'number'
  if (/DATE|TIME/.test(type)) return 'time'
  return type
}
