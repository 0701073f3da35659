import type { LineChange } from '@weft/workspace-changes'

/** A line with its number in either text. */
export interface NumberedLine extends LineChange {
  readonly before: number | null
  readonly after: number | null
}

/** A line that is shown, or a stretch of lines that is folded. */
export type LinePart =
  | { readonly at: number; readonly folded: 0; readonly line: NumberedLine }
  | { readonly at: number; readonly folded: number; readonly line: null }

const context = 3
const leastFolded = 4

/** Gives every line its number before and after. */
export function numberLines(lines: readonly LineChange[]): readonly NumberedLine[] {
  let before = 0
  let after = 0
  return lines.map((line) => ({
    ...line,
    before: line.change === 'added' ? null : ++before,
    after: line.change === 'removed' ? null : ++after,
  }))
}

/** Folds lines that are the same and not near a change, except stretches that were opened. */
export function foldLines(
  lines: readonly NumberedLine[],
  opened: ReadonlySet<number>,
): readonly LinePart[] {
  const near = lines.map(() => false)
  lines.forEach(({ change }, at) => {
    if (change === 'same') return
    for (let i = Math.max(0, at - context); i <= at + context && i < near.length; i++)
      near[i] = true
  })
  const parts: LinePart[] = []
  const show = (from: number, to: number) => {
    for (const [offset, line] of lines.slice(from, to).entries())
      parts.push({ at: from + offset, folded: 0, line })
  }
  for (let at = 0; at < lines.length;) {
    let end = at
    while (end < lines.length && near[end] === near[at]) end++
    if (near[at] || end - at < leastFolded || opened.has(at)) show(at, end)
    else parts.push({ at, folded: end - at, line: null })
    at = end
  }
  return parts
}
