import type { proposalRoutes } from '@weft/api-contract'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readOrganisationRefs, readPersonRefs, unknownOrganisation } from '../accounts/index.ts'

/** What an organisation said of a proposal, or was asked to say. */
export interface StandingReview {
  readonly organisation: string
  readonly isAsked: boolean
  /** Null while it has said nothing. */
  readonly said: {
    readonly person: string
    readonly verdict: 'approved' | 'rejected'
    readonly contentHash: string
    readonly reason: string
    readonly at: Date
  } | null
}

/** The newest word of each organisation, asked ones first. */
export async function readReviews(
  reader: Reader,
  proposal: string,
): Promise<readonly StandingReview[]> {
  const asked = await reader
    .selectFrom('proposal_reviewer')
    .select('organisation')
    .where('proposal', '=', proposal)
    .orderBy('organisation')
    .execute()
  const rows = await reader
    .selectFrom('proposal_review')
    .selectAll()
    .where('proposal', '=', proposal)
    .orderBy('at')
    .execute()
  const reviews = new Map<string, StandingReview>(
    asked.map(({ organisation }) => [organisation, { organisation, isAsked: true, said: null }]),
  )
  for (const { organisation, person, verdict, content_hash, reason, at } of rows) {
    const said = { person, verdict, contentHash: content_hash, reason, at }
    const isAsked = reviews.get(organisation)?.isAsked ?? false
    reviews.set(organisation, { organisation, isAsked, said })
  }
  return [...reviews.values()]
}

type ShownReview = AnswerOf<typeof proposalRoutes.listProposals>[number]['reviews'][number]

/** Whether what was said was said of this content. */
function isCurrent({ said }: StandingReview, contentHash: string | null): boolean {
  return said !== null && (contentHash === null || said.contentHash === contentHash)
}

/** Reviews as they are shown beside a content; one of another content no longer counts. */
export async function showReviews(
  reader: Reader,
  reviews: readonly StandingReview[],
  contentHash: string | null,
): Promise<ShownReview[]> {
  const organisations = await readOrganisationRefs(
    reader,
    reviews.map(({ organisation }) => organisation),
  )
  const refOf = await readPersonRefs(
    reader,
    reviews.map(({ organisation, said }) => ({ person: said?.person ?? null, organisation })),
  )
  return reviews.map((review) => {
    const { organisation, isAsked, said } = review
    return {
      organisation: organisations.get(organisation) ?? unknownOrganisation(organisation),
      by: said ? refOf({ person: said.person, organisation }) : null,
      verdict: said?.verdict ?? null,
      reason: said?.reason ?? '',
      at: said?.at.toISOString() ?? null,
      isAsked,
      isCurrent: isCurrent(review, contentHash),
    }
  })
}
