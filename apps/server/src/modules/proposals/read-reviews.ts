import type { Reader } from '../../store/store.ts'

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

/** The newest word of each organisation about each of these proposals, asked ones first. */
export async function readReviewsOf(
  reader: Reader,
  proposals: readonly string[],
): Promise<ReadonlyMap<string, readonly StandingReview[]>> {
  const found = new Map(proposals.map((id) => [id, new Map<string, StandingReview>()]))
  if (proposals.length === 0) return new Map()
  const asked = await reader
    .selectFrom('proposal_reviewer')
    .selectAll()
    .where('proposal', 'in', [...proposals])
    .orderBy('organisation')
    .execute()
  const rows = await reader
    .selectFrom('proposal_review')
    .selectAll()
    .where('proposal', 'in', [...proposals])
    .orderBy('at')
    .execute()
  for (const { proposal, organisation } of asked)
    found.get(proposal)?.set(organisation, { organisation, isAsked: true, said: null })
  for (const { proposal, organisation, person, verdict, content_hash, reason, at } of rows) {
    const said = { person, verdict, contentHash: content_hash, reason, at }
    const isAsked = found.get(proposal)?.get(organisation)?.isAsked ?? false
    found.get(proposal)?.set(organisation, { organisation, isAsked, said })
  }
  return new Map([...found].map(([id, reviews]) => [id, [...reviews.values()]]))
}

/** The newest word of each organisation about a proposal, asked ones first. */
export async function readReviews(
  reader: Reader,
  proposal: string,
): Promise<readonly StandingReview[]> {
  return (await readReviewsOf(reader, [proposal])).get(proposal) ?? []
}
