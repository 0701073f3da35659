import type { Id } from '@weft/kernel'

/** A cell of an anchored row: the row is known by its content, never by its place. */
export interface AnchorCell {
  readonly column: string
  readonly text: string
}

/** What a thread is about. It names things by their identifiers, so that it survives moves and renames; the union grows. */
export type ThreadAnchor =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'step'; readonly step: Id<'st'> }
  | { readonly kind: 'column'; readonly step: Id<'st'>; readonly column: string }
  | { readonly kind: 'row'; readonly step: Id<'st'>; readonly cells: readonly AnchorCell[] }
  /** Both ends are places in the shared text that move with it. */
  | {
      readonly kind: 'sql'
      readonly step: Id<'st'>
      readonly start: string
      readonly end: string
    }
  | { readonly kind: 'page'; readonly page: Id<'pg'> }
  | { readonly kind: 'widget'; readonly widget: Id<'wi'> }
  | { readonly kind: 'release'; readonly release: Id<'re'> }
  | { readonly kind: 'proposal'; readonly proposal: Id<'pr'> }

/** The name of a kind of anchor. */
export type AnchorKind = ThreadAnchor['kind']

/** Whether two anchors are the same place; two ranges of a text never are, they only overlap. */
export function isSameAnchor(one: ThreadAnchor, other: ThreadAnchor): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(anchor: ThreadAnchor): unknown {
  const entries = Object.entries(anchor).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, value]) =>
    key === 'cells'
      ? (value as readonly AnchorCell[]).map(({ column, text }) => [column, text])
      : [key, value as string],
  )
}

/** The step an anchor lies in, or null when it lies in none. */
export function stepOfAnchor(anchor: ThreadAnchor): Id<'st'> | null {
  return 'step' in anchor ? anchor.step : null
}
