import { mayInWorkspace } from '@weft/access-rules'
import type { proposalRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs, type MemberCaller } from '../accounts/index.ts'
import { isOwnersToReview } from './find-hindrances.ts'
import { lookAtProposal } from './look-at-proposal.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { readReviews } from './read-reviews.ts'

type Wanted = AnswerOf<typeof proposalRoutes.listWantedReviews>[number]

/** As many as a page has room for; the others follow when these are done. */
const mostWanted = 20

function readOpen(reader: Reader, { organisation }: MemberCaller) {
  return reader
    .selectFrom('proposal')
    .innerJoin('workspace', 'workspace.id', 'proposal.workspace')
    .innerJoin('workspace_organisation as mine', 'mine.workspace', 'proposal.workspace')
    .selectAll('proposal')
    .select(['workspace.title as workspaceTitle', 'workspace.organisation as owner', 'mine.role'])
    .where('proposal.state', '=', 'open')
    .where('mine.organisation', '=', organisation)
    .where('mine.state', '=', 'joined')
    .orderBy('proposal.opened_at', 'desc')
    .limit(200)
    .execute()
}

type OpenProposal = Awaited<ReturnType<typeof readOpen>>[number]

/** Whether an organisation's word is missing: `new` when it has said nothing, `void` when the content has changed since. */
async function missing(
  deps: ProposalDeps,
  proposal: OpenProposal,
  organisation: string,
): Promise<'new' | 'void' | null> {
  const reviews = await readReviews(deps.store, proposal.id)
  const mine = reviews.find((review) => review.organisation === organisation)
  const isOwners =
    proposal.owner === organisation && isOwnersToReview(proposal, reviews, proposal.owner)
  if (mine?.isAsked !== true && !isOwners) return null
  if (!mine?.said) return 'new'
  const { contentHash } = await lookAtProposal(deps, proposal)
  return contentHash === mine.said.contentHash ? null : 'void'
}

/** Open proposals that wait for a review of the organisation the caller acts for, newest first. */
export async function listWantedReviews(
  deps: ProposalDeps,
  caller: MemberCaller,
): Promise<Wanted[]> {
  const wanted: { readonly proposal: OpenProposal; readonly isVoid: boolean }[] = []
  for (const proposal of await readOpen(deps.store, caller)) {
    if (wanted.length === mostWanted) break
    if (!mayInWorkspace(proposal.role, 'review-proposal')) continue
    const why = await missing(deps, proposal, caller.organisation)
    if (why) wanted.push({ proposal, isVoid: why === 'void' })
  }
  const refOf = await readPersonRefs(
    deps.store,
    wanted.map(({ proposal }) => proposal),
  )
  return wanted.map(({ proposal, isVoid }) => ({
    id: proposal.id as Id<'pr'>,
    workspace: { id: proposal.workspace as Id<'ws'>, title: proposal.workspaceTitle },
    title: proposal.title,
    by: refOf(proposal),
    openedAt: proposal.opened_at.toISOString(),
    isVoid,
  }))
}
