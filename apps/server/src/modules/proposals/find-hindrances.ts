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
  const open = look.merged.conflicts.filter(({ choice }) => choice === null).length
  // What is undecided stands as it is in the workspace, which is no reason to call it unchanged.
  if (open > 0) found.push(refuse('proposal.conflicts-open', { count: open }).failure)
  else if (diffContent(look.ours, look.merged.content).length === 0)
    found.push(refuse('proposal.nothing-changed').failure)
  const wanted = isOwnersToReview(proposal, reviews, owner) ? ownersReview(reviews, owner) : reviews
  return [...found, ...wanted.flatMap((review) => reviewHindrance(given, review))]
}

/** Whether the organisation that started the workspace has to approve, because nobody was asked and it is not its own proposal. */
export function isOwnersToReview(
  { organisation }: Pick<Proposal, 'organisation'>,
  reviews: readonly StandingReview[],
  owner: string,
): boolean {
  return organisation !== owner && !reviews.some(({ isAsked }) => isAsked)
}

function ownersReview(
  reviews: readonly StandingReview[],
  owner: string,
): readonly StandingReview[] {
  const said = reviews.find(({ organisation }) => organisation === owner)?.said ?? null
  const others = reviews.filter(({ organisation }) => organisation !== owner)
  return [...others, { organisation: owner, isAsked: true, said }]
}
