import type { StepKind } from '@weft/pipeline-model'

/** How well a kind of step answers what was typed; zero when it does not. */
function score(wanted: string, name: string, line: string, kind: string): number {
  if (wanted === '') return 1
  if (name.startsWith(wanted)) return 4
  if (name.includes(wanted) || kind.includes(wanted)) return 3
  return line.includes(wanted) ? 2 : 0
}

/** The kinds of step that answer what was typed, likeliest first and otherwise in their own order. */
export function findKinds(
  kinds: readonly StepKind[],
  typed: string,
  words: (kind: StepKind) => { readonly name: string; readonly line: string },
): readonly StepKind[] {
  const wanted = typed.trim().toLowerCase()
  return kinds
    .map((kind) => {
      const { name, line } = words(kind)
      return { kind, score: score(wanted, name.toLowerCase(), line.toLowerCase(), kind) }
    })
    .filter((found) => found.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ kind }) => kind)
}
