import type { proposalRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs } from '../accounts/index.ts'
import type { Proposal } from './proposal-rights.ts'
import { readReviews, showReviews } from './read-reviews.ts'

type Entry = AnswerOf<typeof proposalRoutes.listProposals>[number]

/** A proposal as it stands in the list; reviews of another content than this no longer count. */
export async function showProposal(
  reader: Reader,
  proposal: Proposal,
  contentHash: string | null,
): Promise<Entry> {
  const settler = {
    person: proposal.settled_person,
    organisation: proposal.settled_organisation,
  }
  const refOf = await readPersonRefs(reader, [proposal, settler])
  const reviews = await readReviews(reader, proposal.id)
  return {
    id: proposal.id as Id<'pr'>,
    workspace: proposal.workspace as Id<'ws'>,
    title: proposal.title,
    reason: proposal.reason,
    state: proposal.state,
    by: refOf(proposal),
    openedAt: proposal.opened_at.toISOString(),
    baseVersion: proposal.base_version,
    settled: proposal.settled_at && {
      by: refOf(settler),
      at: proposal.settled_at.toISOString(),
      reason: proposal.settled_reason,
      version: proposal.version,
    },
    reviews: await showReviews(reader, reviews, contentHash),
  }
}

/** The proposals of a workspace: open ones first, newest first. */
export async function listProposals(reader: Reader, workspace: string): Promise<Entry[]> {
  const rows = await reader
    .selectFrom('proposal')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute()
  const open = rows.filter(({ state }) => state === 'open')
  const over = rows.filter(({ state }) => state !== 'open')
  const entries: Entry[] = []
  for (const row of [...open, ...over]) entries.push(await showProposal(reader, row, null))
  return entries
}
