import { mayInWorkspace } from '@weft/access-rules'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'
import type { ProposalRow } from '../../store/tables/proposal-tables.ts'
import type { Caller } from '../accounts/index.ts'
import { readJoined, type WorkspaceMembership } from '../workspaces/index.ts'
import type { Selectable } from 'kysely'

/** A proposal as it is stored. */
export type Proposal = Selectable<ProposalRow>

/** A proposal, and the caller's organisation's part in its workspace. */
export interface ProposalPart {
  readonly proposal: Proposal
  readonly membership: WorkspaceMembership
}

/** The proposal for a caller who may know of it; otherwise it does not exist. */
export async function readProposalPart(
  reader: Reader,
  caller: Caller,
  id: string,
): Promise<Outcome<ProposalPart>> {
  const proposal = await reader
    .selectFrom('proposal')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!proposal) return refuse('proposal.not-found')
  const membership = await readJoined(reader, caller, proposal.workspace)
  return membership.ok
    ? accept({ proposal, membership: membership.value })
    : refuse('proposal.not-found')
}

/** Whether people of an organisation may edit a fork: whoever may edit the workspace, and whoever proposed it. */
export function mayEditFork({ proposal, membership }: ProposalPart, organisation: string): boolean {
  if (proposal.state !== 'open') return false
  const { role } = membership
  const isMine = proposal.organisation === organisation && mayInWorkspace(role, 'propose')
  return isMine || mayInWorkspace(role, 'edit-document')
}

/** Whether people of an organisation may close a proposal: whoever proposed it, and whoever may merge. */
export function mayEnd({ proposal, membership }: ProposalPart, organisation: string): boolean {
  return proposal.organisation === organisation || mayInWorkspace(membership.role, 'merge-proposal')
}
