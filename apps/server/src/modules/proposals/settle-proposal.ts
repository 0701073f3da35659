import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { mayEnd, readProposalPart, type Proposal } from './proposal-rights.ts'

/** Who ends a proposal, and when. */
export interface Settling {
  readonly caller: MemberCaller
  readonly proposal: Proposal
  readonly at: Date
}

/** Ends a proposal; false when somebody else ended it first. */
export async function settle(
  transaction: Transaction,
  { caller, proposal, at }: Settling,
  end: { readonly state: 'merged' | 'closed'; readonly reason: string },
): Promise<boolean> {
  const settled = await transaction
    .updateTable('proposal')
    .set({
      state: end.state,
      settled_at: at,
      settled_person: caller.person,
      settled_organisation: caller.organisation,
      settled_reason: end.reason,
    })
    .where('id', '=', proposal.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return settled.numUpdatedRows === 1n
}

/** Opens a proposal again whose merge did not come about; its reviews still count. */
export async function reopen({ store }: ProposalDeps, { id }: Proposal): Promise<void> {
  await store
    .updateTable('proposal')
    .set({ state: 'open', settled_at: null, settled_person: null, settled_organisation: null })
    .where('id', '=', id)
    .execute()
}

/** Whoever edits the fork may only look from now on, and whoever looks at the proposal sees that it is over. */
export function tellSettled({ rights, talk }: ProposalDeps, { id, workspace }: Proposal): void {
  rights.tell({ document: id })
  talk.tell(workspace)
}

/** Ends a proposal without merging it: whoever proposed it may, and whoever may merge. */
export async function closeProposal(
  deps: ProposalDeps,
  caller: MemberCaller,
  id: string,
  reason: string,
): Promise<Outcome<{ done: true }>> {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const { proposal } = part.value
  if (!mayEnd(part.value, caller.organisation)) return refuse('proposal.yours-to-merge')
  const at = new Date(deps.now())
  const closed = await deps.store.transaction().execute(async (transaction) => {
    const settling = { caller, proposal, at }
    if (!(await settle(transaction, settling, { state: 'closed', reason: reason.trim() })))
      return refuse('proposal.settled')
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'proposal.closed',
      subject: proposal.workspace,
      details: { proposal: id, reason: reason.trim() },
    })
    return accept({ done: true as const })
  })
  if (closed.ok) tellSettled(deps, proposal)
  return closed
}
