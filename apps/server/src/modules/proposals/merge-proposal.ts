import { mayInWorkspace } from '@weft/access-rules'
import type { MergedFork } from '@weft/documents'
import { accept, refuse, type Outcome } from '@weft/kernel'
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
import { readProposalPart } from './proposal-rights.ts'
import { readReviews } from './read-reviews.ts'
import { reopen, settle, tellSettled, type Settling } from './settle-proposal.ts'
import { tellPerson } from './tell-of-proposal.ts'

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

async function write(deps: ProposalDeps, settling: Settling, look: ProposalLook): Promise<void> {
  await deps.ledger.flush()
  await deps.store
    .transaction()
    .execute((transaction) => takeWriters(transaction, settling, look.merged))
  await deps.writeDocument(settling.proposal.workspace, look.merged.update)
  await keepMerged(deps, settling, look.contentHash)
}

/** Closes the fork, looks once more, and writes exactly what was asked for or nothing. */
async function closeAndWrite(
  deps: ProposalDeps,
  settling: Settling,
  contentHash: string,
): Promise<Outcome<null>> {
  const { proposal } = settling
  const isMine = await deps.store
    .transaction()
    .execute((transaction) => settle(transaction, settling, { state: 'merged', reason: '' }))
  if (!isMine) return refuse('proposal.settled')
  tellSettled(deps, proposal)
  try {
    const look = await lookAtProposal(deps, proposal)
    if (look.contentHash === contentHash) {
      await write(deps, settling, look)
      return accept(null)
    }
  } catch (cause) {
    await reopen(deps, proposal)
    tellSettled(deps, proposal)
    throw cause
  }
  await reopen(deps, proposal)
  tellSettled(deps, proposal)
  return refuse('proposal.changed')
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
  return closeAndWrite(deps, { caller, proposal, at: new Date(deps.now()) }, contentHash)
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
