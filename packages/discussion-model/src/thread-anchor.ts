import type { Id } from '@weft/kernel'

/** A cell of an anchored row: the row is known by its content, never by its place. */
export interface AnchorCell {
  readonly column: string
  readonly text: string
}

/** What stands in the shared document. With a `proposal` it was said inside its fork, about what stands there. */
interface InDocument {
  readonly proposal?: Id<'pr'> | undefined
}

/** What a thread is about. It names things by their identifiers, so that it survives moves and renames; the union grows. */
export type ThreadAnchor =
  | { readonly kind: 'workspace' }
  | (InDocument & { readonly kind: 'step'; readonly step: Id<'st'> })
  | (InDocument & { readonly kind: 'column'; readonly step: Id<'st'>; readonly column: string })
  | (InDocument & {
      readonly kind: 'row'
      readonly step: Id<'st'>
      readonly cells: readonly AnchorCell[]
    })
  /** Both ends are places in the shared text that move with it. */
  | (InDocument & {
      readonly kind: 'sql'
      readonly step: Id<'st'>
      readonly start: string
      readonly end: string
    })
  | (InDocument & { readonly kind: 'page'; readonly page: Id<'pg'> })
  | (InDocument & { readonly kind: 'widget'; readonly widget: Id<'wi'> })
  | { readonly kind: 'release'; readonly release: Id<'re'> }
  | { readonly kind: 'proposal'; readonly proposal: Id<'pr'> }

/** The name of a kind of anchor. */
export type AnchorKind = ThreadAnchor['kind']

/** The proposal a thread is about, or inside whose fork it began; null when it is about none. */
export function proposalOfAnchor(anchor: ThreadAnchor): Id<'pr'> | null {
  return ('proposal' in anchor ? anchor.proposal : null) ?? null
}

/** The anchor of what begins inside the fork of a proposal; what would be about the whole workspace is about the proposal. */
export function insideProposal(anchor: ThreadAnchor, proposal: Id<'pr'>): ThreadAnchor {
  if (anchor.kind === 'workspace') return { kind: 'proposal', proposal }
  return anchor.kind === 'release' || anchor.kind === 'proposal' ? anchor : { ...anchor, proposal }
}

/**
 * Whether two anchors are the same place, wherever the thread began; two ranges of a text never are, they only overlap.
 */
export function isSameAnchor(one: ThreadAnchor, other: ThreadAnchor): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(anchor: ThreadAnchor): unknown {
  const entries = Object.entries(anchor)
    .filter(([key]) => key !== 'proposal' || anchor.kind === 'proposal')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
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
