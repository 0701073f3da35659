import { mayInWorkspace } from '@weft/access-rules'
import type { BodyOf, proposalRoutes } from '@weft/api-contract'
import { accept, canonicalJson, newId, refuse, type Id, type Outcome } from '@weft/kernel'
import { openWorkspaceDocument } from '@weft/documents'
import { contentOf } from '@weft/workspace-changes'
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

interface Fork {
  readonly snapshot: Uint8Array
  readonly base: Uint8Array
  readonly baseVersion: number
}

/** Copies the document as it is stored now; the fork has its whole past, so that both can become one again. */
async function fork(deps: ProposalDeps, workspace: string, at: Date): Promise<Fork | null> {
  const nobody = { person: null, organisation: null }
  await makeVersion(deps, { workspace, at, kind: 'automatic', actor: nobody })
  const stored = await deps.log.load(workspace)
  if (!stored) return null
  const doc = applyStored(stored)
  const document = openWorkspaceDocument(doc, { random: deps.random })
  const content = contentOf(document.read())
  document.dispose()
  const snapshot = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  const newest = await deps.store
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  const base = gzipSync(canonicalJson(content))
  return { snapshot, base, baseVersion: newest?.number ?? 0 }
}

async function insertProposal(
  transaction: Transaction,
  caller: MemberCaller,
  draft: Draft,
  made: Fork & { readonly id: string; readonly workspace: string; readonly at: Date },
): Promise<void> {
  const { id, workspace, at, base, baseVersion, snapshot } = made
  await createDocument(transaction, { id, snapshot, at })
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

/** Forks a workspace's document for a proposal and asks for reviews. */
export async function openProposal(
  deps: ProposalDeps,
  caller: MemberCaller,
  workspace: string,
  draft: Draft,
): Promise<Outcome<Id<'pr'>>> {
  const membership = await readJoined(deps.store, caller, workspace)
  if (!membership.ok) return membership
  if (!mayInWorkspace(membership.value.role, 'propose')) return refuse('proposal.not-allowed')
  const at = new Date(deps.now())
  const made = await fork(deps, workspace, at)
  if (!made) return refuse('workspace.not-found')
  const id = newId('pr', deps.random)
  const opened = await deps.store.transaction().execute(async (transaction) => {
    const checked = await checkReviewers(transaction, workspace, [...new Set(draft.reviewers)])
    if (!checked.ok) return checked
    await insertProposal(transaction, caller, draft, { ...made, id, workspace, at })
    for (const organisation of new Set(draft.reviewers)) {
      const told = { workspace, proposal: id, title: draft.title, organisation, at }
      await tellOrganisation(transaction, deps, { ...told, kind: 'proposal.review-wanted' })
    }
    return accept(id)
  })
  if (opened.ok) deps.talk.tell(workspace)
  return opened
}
