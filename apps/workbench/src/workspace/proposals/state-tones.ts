import type { ProposalEntry } from './proposal-shapes.ts'

/** The tone of the badge that names the state of a proposal. */
export const stateTones = {
  open: 'accent',
  merged: 'good',
  closed: 'plain',
} as const satisfies Record<ProposalEntry['state'], string>
