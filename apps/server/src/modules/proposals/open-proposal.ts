import { mayInWorkspace } from '@weft/access-rules'
import type { BodyOf, proposalRoutes } from '@weft/api-contract'
import { accept, canonicalJson, newId, refuse, type Id, type Outcome } from '@weft/kernel'
import { openWorkspaceDocument } from '@weft/documents'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import * as Y from 'yjs'
import { gzipSync } from 'node:zlib'
import type { Transaction } from '../../store/store.ts'
import { applyStored, createDocument } from '../../sync/index.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { makeVersion } from '../history/index.ts'
import { readJoined } from '../workspaces/index.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { tellOrganisation } from './tell-of-proposal.ts'

type Draft = BodyOf<typeof proposalRoutes.openProposal>

async function checkReviewers(
  transaction: Transaction,
  workspace: string,
  organisations: readonly string[],
): Promise<Outcome<null>> {
  if (organisations.length === 0) return accept(null)
  const parts = await transaction
    .selectFrom('workspace_organisation')
    .select(['organisation', 'role'])
    .where('workspace', '=', workspace)
    .where('state', '=', 'joined')
    .where('organisation', 'in', [...organisations])
    .execute()
  const able = parts.filter(({ role }) => mayInWorkspace(role, 'review-proposal'))
  return able.length === organisations.length ? accept(null) : refuse('proposal.reviewer-unfit')
}

/** What a fork begins with instead of the workspace as it is. */
export interface ForkStart {
  readonly content: WorkspaceContent
  /** What the proposal is compared with. */
  readonly base: WorkspaceContent
}

/** A proposal that begins with changes of its own. */
export interface PreparedProposal {
  /** What the fork begins with, given the workspace's content. */
  begin(content: WorkspaceContent): ForkStart
  /** Whether it may still be opened, in the transaction that does. */
  check(transaction: Transaction): Promise<Outcome<null>>
  /** What else is kept, in the same transaction. */
  keep(transaction: Transaction, proposal: Id<'pr'>): Promise<void>
}

interface Fork {
  readonly snapshot: Uint8Array
  readonly base: Uint8Array
  readonly baseVersion: number
  /** The window that wrote what the fork begins with; null when that is the workspace as it is. */
  readonly writer: number | null
}

/** Makes a document begin as prepared; gives the content to compare with. */
function beginFork(
  doc: Y.Doc,
  { random }: Pick<ProposalDeps, 'random'>,
  prepared: PreparedProposal | null,
): WorkspaceContent {
  const document = openWorkspaceDocument(doc, { random })
  const content = contentOf(document.read())
  const start = prepared?.begin(content) ?? { content, base: content }
  const reached = document.edit.bringTo(start.content)
  document.dispose()
  if (!reached) throw new Error('A prepared proposal could not be written.')
  return start.base
}

/** Copies the document as it is stored now; the fork has its whole past, so that both can become one again. */
async function fork(
  deps: ProposalDeps,
  workspace: string,
  at: Date,
  prepared: PreparedProposal | null,
): Promise<Fork | null> {
  const nobody = { person: null, organisation: null }
  await makeVersion(deps, { workspace, at, kind: 'automatic', actor: nobody })
  const stored = await deps.log.load(workspace)
  if (!stored) return null
  const doc = applyStored(stored)
  const base = gzipSync(canonicalJson(beginFork(doc, deps, prepared)))
  const snapshot = Y.encodeStateAsUpdate(doc)
  const writer = prepared ? doc.clientID : null
  doc.destroy()
  const newest = await deps.store
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  return { snapshot, base, baseVersion: newest?.number ?? 0, writer }
}

/** Who opens a prepared proposal stands for what it begins with. */
async function keepWriter(
  transaction: Transaction,
  { person, organisation }: MemberCaller,
  { id, writer, at }: { readonly id: string; readonly writer: number | null; readonly at: Date },
): Promise<void> {
  if (writer === null) return
  await transaction
    .insertInto('document_writer')
    .values({ document: id, client: writer, clock: 0, person, organisation, since: at })
    .execute()
}

async function insertProposal(
  transaction: Transaction,
  caller: MemberCaller,
  draft: Draft,
  made: Fork & { readonly id: string; readonly workspace: string; readonly at: Date },
): Promise<void> {
  const { id, workspace, at, base, baseVersion, snapshot } = made
  await createDocument(transaction, { id, snapshot, at })
  await keepWriter(transaction, caller, made)
  await transaction
    .insertInto('proposal')
    .values({
      id,
      workspace,
      title: JSON.stringify(draft.title),
      reason: JSON.stringify(draft.reason),
      state: 'open',
      base,
      base_version: baseVersion,
      person: caller.person,
      organisation: caller.organisation,
      opened_at: at,
      settled_at: null,
      settled_person: null,
      settled_organisation: null,
      version: null,
    })
    .execute()
  const reviewers = [...new Set(draft.reviewers)]
  if (reviewers.length > 0)
    await transaction
      .insertInto('proposal_reviewer')
      .values(reviewers.map((organisation) => ({ proposal: id, organisation })))
      .execute()
  await appendEvent(transaction, {
    at,
    actor: caller,
    event: 'proposal.opened',
    subject: workspace,
    details: { proposal: id, reviewers, baseVersion },
  })
}

/** A proposal to be opened. */
export interface NewProposal {
  readonly workspace: string
  readonly draft: Draft
  readonly prepared?: PreparedProposal | null
}

/** Forks a workspace's document for a proposal and asks for reviews; a prepared one begins with changes of its own. */
export async function openProposal(
  deps: ProposalDeps,
  caller: MemberCaller,
  { workspace, draft, prepared = null }: NewProposal,
): Promise<Outcome<Id<'pr'>>> {
  const membership = await readJoined(deps.store, caller, workspace)
  if (!membership.ok) return membership
  if (!mayInWorkspace(membership.value.role, 'propose')) return refuse('proposal.not-allowed')
  const at = new Date(deps.now())
  const made = await fork(deps, workspace, at, prepared)
  if (!made) return refuse('workspace.not-found')
  const id = newId('pr', deps.random)
  const opened = await deps.store.transaction().execute(async (transaction) => {
    const checked = await checkReviewers(transaction, workspace, [...new Set(draft.reviewers)])
    if (!checked.ok) return checked
    const fit = prepared ? await prepared.check(transaction) : accept(null)
    if (!fit.ok) return fit
    await insertProposal(transaction, caller, draft, { ...made, id, workspace, at })
    await prepared?.keep(transaction, id)
    for (const organisation of new Set(draft.reviewers)) {
      const told = { workspace, proposal: id, title: draft.title, organisation, at }
      await tellOrganisation(transaction, deps, { ...told, kind: 'proposal.review-wanted' })
    }
    return accept(id)
  })
  if (opened.ok) deps.talk.tell(workspace)
  return opened
}
