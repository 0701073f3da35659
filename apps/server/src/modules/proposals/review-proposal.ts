import { mayInWorkspace } from '@weft/access-rules'
import type { BodyOf, proposalRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { lookAtProposal } from './look-at-proposal.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { mayEditFork, readProposalPart } from './proposal-rights.ts'
import { tellPerson } from './tell-of-proposal.ts'

const done = accept({ done: true as const })
type Done = Outcome<{ done: true }>

/** Says for the caller's organisation what it thinks of exactly this content. */
export async function reviewProposal(
  deps: ProposalDeps,
  caller: MemberCaller,
  id: string,
  draft: BodyOf<typeof proposalRoutes.reviewProposal>,
): Promise<Done> {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const { proposal, membership } = part.value
  if (!mayInWorkspace(membership.role, 'review-proposal')) return refuse('workspace.read-only')
  if (proposal.state !== 'open') return refuse('proposal.settled')
  const reason = draft.reason.trim()
  if (draft.verdict === 'rejected' && reason === '') return refuse('proposal.reason-missing')
  const look = await lookAtProposal(deps, proposal)
  if (look.contentHash !== draft.contentHash) return refuse('proposal.changed')
  const at = new Date(deps.now())
  const { verdict, contentHash } = draft
  await deps.store.transaction().execute(async (transaction) => {
    const { person, organisation } = caller
    await transaction
      .insertInto('proposal_review')
      .values({
        proposal: id,
        organisation,
        person,
        verdict,
        content_hash: contentHash,
        reason,
        at,
      })
      .execute()
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: `proposal.${verdict}`,
      subject: proposal.workspace,
      details: { proposal: id, contentHash, reason },
    })
    if (proposal.person !== person)
      await tellPerson(transaction, deps, {
        kind: `proposal.${verdict}`,
        workspace: proposal.workspace,
        proposal: id,
        title: proposal.title,
        person: proposal.person,
        at,
      })
  })
  deps.talk.tell(proposal.workspace)
  return done
}

/** Decides a conflict that is there now. */
export async function decideConflict(
  deps: ProposalDeps,
  caller: MemberCaller,
  id: string,
  { conflict, side }: BodyOf<typeof proposalRoutes.decideConflict>,
): Promise<Done> {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const { proposal } = part.value
  if (proposal.state !== 'open') return refuse('proposal.settled')
  if (!mayEditFork(part.value, caller.organisation)) return refuse('workspace.read-only')
  const look = await lookAtProposal(deps, proposal)
  if (!look.merged.conflicts.some((known) => known.id === conflict))
    return refuse('proposal.no-conflict')
  const at = new Date(deps.now())
  await deps.store.transaction().execute(async (transaction) => {
    const { person } = caller
    await transaction
      .insertInto('proposal_choice')
      .values({ proposal: id, conflict, side, person, at })
      .onConflict((known) =>
        known.columns(['proposal', 'conflict']).doUpdateSet({ side, person, at }),
      )
      .execute()
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'proposal.conflict-decided',
      subject: proposal.workspace,
      details: { proposal: id, conflict, side },
    })
  })
  deps.talk.tell(proposal.workspace)
  return done
}
