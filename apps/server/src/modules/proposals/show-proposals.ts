import type { proposalRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readOrganisationRefs, readPersonRefs, unknownOrganisation } from '../accounts/index.ts'
import type { Proposal } from './proposal-rights.ts'
import { readReviewsOf, type StandingReview } from './read-reviews.ts'

type Entry = AnswerOf<typeof proposalRoutes.listProposals>[number]

/** Whether what was said of a proposal still counts. */
type Counts = (proposal: Proposal, said: NonNullable<StandingReview['said']>) => boolean

const settlerOf = (proposal: Proposal) => ({
  person: proposal.settled_person,
  organisation: proposal.settled_organisation,
})

async function showAll(
  reader: Reader,
  proposals: readonly Proposal[],
  counts: Counts,
): Promise<Entry[]> {
  const reviewsOf = await readReviewsOf(
    reader,
    proposals.map(({ id }) => id),
  )
  const reviews = [...reviewsOf.values()].flat()
  const organisations = await readOrganisationRefs(
    reader,
    reviews.map(({ organisation }) => organisation),
  )
  const refOf = await readPersonRefs(reader, [
    ...proposals.flatMap((one) => [one, settlerOf(one)]),
    ...reviews.map(({ organisation, said }) => ({ person: said?.person ?? null, organisation })),
  ])
  return proposals.map((proposal) => ({
    id: proposal.id as Id<'pr'>,
    workspace: proposal.workspace as Id<'ws'>,
    title: proposal.title,
    reason: proposal.reason,
    state: proposal.state,
    by: refOf(proposal),
    openedAt: proposal.opened_at.toISOString(),
    baseVersion: proposal.base_version,
    settled: proposal.settled_at && {
      by: refOf(settlerOf(proposal)),
      at: proposal.settled_at.toISOString(),
      reason: proposal.settled_reason,
      version: proposal.version,
    },
    reviews: (reviewsOf.get(proposal.id) ?? []).map(({ organisation, isAsked, said }) => ({
      organisation: organisations.get(organisation) ?? unknownOrganisation(organisation),
      by: said ? refOf({ person: said.person, organisation }) : null,
      verdict: said?.verdict ?? null,
      reason: said?.reason ?? '',
      at: said?.at.toISOString() ?? null,
      isAsked,
      isCurrent: said !== null && counts(proposal, said),
    })),
  }))
}

/** A proposal as it is shown beside a content: reviews of another content no longer count, unless it is over. */
export async function showProposal(
  reader: Reader,
  proposal: Proposal,
  contentHash: string,
): Promise<Entry> {
  const [entry] = await showAll(
    reader,
    [proposal],
    ({ state }, said) => state !== 'open' || said.contentHash === contentHash,
  )
  if (!entry) throw new Error(`Proposal ${proposal.id} was not shown.`)
  return entry
}

/** When documents were edited last. */
async function readEdited(
  reader: Reader,
  documents: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await reader
    .selectFrom('sync_document')
    .select(['id', 'changed_at'])
    .where('id', 'in', [...documents])
    .execute()
  return new Map(rows.map(({ id, changed_at }) => [id, changed_at]))
}

/** Proposals as a list shows them, without looking into their documents: what was said before the last edit does not count. */
export async function showInList(reader: Reader, proposals: readonly Proposal[]): Promise<Entry[]> {
  if (proposals.length === 0) return []
  const edited = await readEdited(reader, [
    ...new Set(proposals.flatMap(({ id, workspace }) => [id, workspace])),
  ])
  return showAll(
    reader,
    proposals,
    ({ id, workspace, state }, { at }) =>
      state !== 'open' ||
      [id, workspace].every((document) => at >= (edited.get(document) ?? new Date(0))),
  )
}

/** The proposals of a workspace: open ones first, newest first. */
export async function listProposals(reader: Reader, workspace: string): Promise<Entry[]> {
  const rows = await reader
    .selectFrom('proposal')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy((eb) => eb.case().when('state', '=', 'open').then(0).else(1).end())
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute()
  return showInList(reader, rows)
}
