import { foldName } from '@weft/pipeline-model'

function distance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) > limit) return limit + 1
    row = next
  }
  return row[b.length] ?? limit + 1
}

const plain = (name: string) =>
  foldName(name)
    .replace(/[\s_-]+/g, '')
    .slice(0, 100)

/** The name most like the one written, or null when none is near. */
export function closestName(written: string, names: readonly string[]): string | null {
  const wanted = plain(written)
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const found = distance(wanted, plain(name), bestDistance)
    if (found < bestDistance) [best, bestDistance] = [name, found]
  }
  return best
}
