import { mayInWorkspace } from '@weft/access-rules'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { MergedFork } from '@weft/documents'
import { sql } from 'kysely'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import {
  addName,
  keepPrepared,
  prepareVersion,
  readWriters,
  type Writer,
} from '../history/index.ts'
import { findHindrances } from './find-hindrances.ts'
import { lookAtProposal, type ProposalLook } from './look-at-proposal.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { mayEnd, readProposalPart, type Proposal } from './proposal-rights.ts'
import { readReviews } from './read-reviews.ts'
import { tellPerson } from './tell-of-proposal.ts'

interface Settling {
  readonly caller: MemberCaller
  readonly proposal: Proposal
  readonly at: Date
}

/** Ends a proposal; false when somebody else ended it first. */
async function settle(
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

/**
 * The fork's writers become the document's. What the merge wrote again stays whose it was; only what it decided
 * itself is by whoever merged.
 */
async function takeWriters(
  transaction: Transaction,
  { caller, proposal, at }: Settling,
  { writer, writtenAgain }: MergedFork,
): Promise<void> {
  await sql`
    insert into document_writer (document, client, clock, person, organisation, since)
    select ${proposal.workspace}, client, clock, person, organisation, since
    from document_writer where document = ${proposal.id}
    on conflict do nothing`.execute(transaction)
  const [main, fork] = [
    await readWriters(transaction, proposal.workspace),
    await readWriters(transaction, proposal.id),
  ]
  const stretches = new Map<number, Writer>([[0, caller]])
  for (const { clock, source } of writtenAgain) {
    const known = source?.document === 'fork' ? fork : main
    stretches.set(clock, (source && known.find(source.by)) ?? caller)
  }
  await transaction
    .insertInto('document_writer')
    .values(
      [...stretches].map(([clock, { person, organisation }]) => ({
        document: proposal.workspace,
        client: writer,
        clock,
        person,
        organisation,
        since: at,
      })),
    )
    .onConflict((known) => known.doNothing())
    .execute()
}

async function keepMerged(
  deps: ProposalDeps,
  { caller, proposal, at }: Settling,
  contentHash: string,
): Promise<void> {
  const { workspace, id, title } = proposal
  const prepared = await prepareVersion(deps, workspace)
  if (!prepared) return
  await deps.store.transaction().execute(async (transaction) => {
    const request = { workspace, at, kind: 'merged', actor: caller } as const
    const number = await keepPrepared(transaction, prepared, request)
    if (number === null) return
    await addName(transaction, caller, { workspace, number, title }, at)
    await transaction
      .updateTable('proposal')
      .set({ version: number })
      .where('id', '=', id)
      .execute()
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'proposal.merged',
      subject: workspace,
      details: { proposal: id, contentHash, version: number },
    })
    if (proposal.person !== caller.person)
      await tellPerson(transaction, deps, {
        kind: 'proposal.merged',
        workspace,
        proposal: id,
        title,
        person: proposal.person,
        at,
      })
  })
  prepared.doc.destroy()
}

async function write(deps: ProposalDeps, settling: Settling, look: ProposalLook): Promise<boolean> {
  const { proposal, at } = settling
  await deps.ledger.flush()
  const settled = await deps.store.transaction().execute(async (transaction) => {
    if (!(await settle(transaction, settling, { state: 'merged', reason: '' }))) return false
    await takeWriters(transaction, settling, look.merged)
    return true
  })
  if (!settled) return false
  try {
    await deps.writeDocument(proposal.workspace, look.merged.update)
  } catch (cause) {
    // Nothing was written, so the proposal is open again; its reviews still count.
    await deps.store
      .updateTable('proposal')
      .set({ state: 'open', settled_at: null, settled_person: null, settled_organisation: null })
      .where('id', '=', proposal.id)
      .execute()
    throw cause
  }
  await keepMerged(deps, { ...settling, at }, look.contentHash)
  return true
}

/** Whoever edits the fork may only look from now on, and whoever looks at the proposal sees that it is over. */
function tellSettled({ rights, talk }: ProposalDeps, { id, workspace }: Proposal): void {
  rights.tell({ document: id })
  talk.tell(workspace)
}

/** Merges exactly the content the caller has looked at into the workspace. */
export async function mergeProposal(
  deps: ProposalDeps,
  caller: MemberCaller,
  id: string,
  contentHash: string,
): Promise<Outcome<null>> {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const { proposal, membership } = part.value
  if (!mayInWorkspace(membership.role, 'merge-proposal')) return refuse('proposal.yours-to-merge')
  if (proposal.state !== 'open') return refuse('proposal.settled')
  const look = await lookAtProposal(deps, proposal)
  if (look.contentHash !== contentHash) return refuse('proposal.changed')
  const reviews = await readReviews(deps.store, id)
  const owner = await readOwner(deps, proposal.workspace)
  const [hindrance] = findHindrances({ proposal, look, reviews, owner })
  if (hindrance) return refuse(hindrance.code, hindrance.args)
  const at = new Date(deps.now())
  const merged = await write(deps, { caller, proposal, at }, look)
  if (!merged) return refuse('proposal.settled')
  tellSettled(deps, proposal)
  return accept(null)
}

/** The organisation that started a workspace. */
export async function readOwner({ store }: ProposalDeps, workspace: string): Promise<string> {
  const row = await store
    .selectFrom('workspace')
    .select('organisation')
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  return row.organisation
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
