import { refuse, type Failure } from '@weft/kernel'
import { diffContent } from '@weft/workspace-changes'
import type { ProposalLook } from './look-at-proposal.ts'
import type { Proposal } from './proposal-rights.ts'
import type { StandingReview } from './read-reviews.ts'

/** What merging is judged by. */
export interface MergeCase {
  readonly proposal: Proposal
  readonly look: Pick<ProposalLook, 'ours' | 'merged' | 'contentHash'>
  readonly reviews: readonly StandingReview[]
  /** The organisation that started the workspace. */
  readonly owner: string
}

function reviewHindrance(
  { look }: MergeCase,
  { organisation, isAsked, said }: StandingReview,
): Failure[] {
  const isCurrent = said?.contentHash === look.contentHash
  if (isCurrent && said.verdict === 'rejected')
    return [refuse('proposal.review-rejected', { organisation }).failure]
  if (isAsked && !isCurrent) return [refuse('proposal.review-missing', { organisation }).failure]
  return []
}

/**
 * What keeps a proposal from being merged: nothing to merge, open conflicts, or a review that is missing, void or
 * against it. Where nobody was asked the owner's organisation has to approve, unless the proposal is its own.
 */
export function findHindrances(given: MergeCase): readonly Failure[] {
  const { proposal, look, reviews, owner } = given
  const found: Failure[] = []
  if (proposal.state !== 'open') return [refuse('proposal.settled').failure]
  if (diffContent(look.ours, look.merged.content).length === 0)
    found.push(refuse('proposal.nothing-changed').failure)
  const open = look.merged.conflicts.filter(({ choice }) => choice === null).length
  if (open > 0) found.push(refuse('proposal.conflicts-open', { count: open }).failure)
  const wanted = reviews.some(({ isAsked }) => isAsked)
    ? reviews
    : ownersReview(reviews, owner, proposal.organisation === owner)
  return [...found, ...wanted.flatMap((review) => reviewHindrance(given, review))]
}

function ownersReview(
  reviews: readonly StandingReview[],
  owner: string,
  isOwn: boolean,
): readonly StandingReview[] {
  if (isOwn) return reviews
  const said = reviews.find(({ organisation }) => organisation === owner)?.said ?? null
  const others = reviews.filter(({ organisation }) => organisation !== owner)
  return [...others, { organisation: owner, isAsked: true, said }]
}
