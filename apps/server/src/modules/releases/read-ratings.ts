import type { feedbackRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs } from '../accounts/index.ts'
import type { Vote } from './score.ts'

/** A rating as the API shows it. */
export type ShownRating = AnswerOf<typeof feedbackRoutes.rateRelease>

/** All ratings of the space, as the score sees them. */
export async function readVotes(reader: Reader): Promise<Vote[]> {
  const rows = await reader
    .selectFrom('rating')
    .innerJoin('release', 'release.id', 'rating.release')
    .select([
      'release.app',
      'rating.organisation',
      'rating.person',
      'rating.stars',
      'release.published_at',
      'rating.counts',
    ])
    .execute()
  return rows.map(({ published_at, ...vote }) => ({ ...vote, releasedAt: published_at.getTime() }))
}

async function readFeedbackOf(reader: Reader, ratings: readonly string[]) {
  const rows = await reader
    .selectFrom('feedback')
    .leftJoin('release', 'release.id', 'feedback.settled_in')
    .select(['feedback.id', 'feedback.rating', 'feedback.state', 'reply', 'release.version'])
    .where('feedback.rating', 'in', [...ratings])
    .orderBy('feedback.at')
    .execute()
  // A later item of the same rating replaces the earlier one.
  return new Map(rows.map((row) => [row.rating, row]))
}

/** The ratings of an app, or of one release of it, newest first. */
export async function showRatings(
  reader: Reader,
  of: { readonly app: string } | { readonly rating: string },
): Promise<ShownRating[]> {
  const query = reader
    .selectFrom('rating')
    .innerJoin('release', 'release.id', 'rating.release')
    .selectAll('rating')
    .select('release.version')
  const rows = await (
    'app' in of ? query.where('release.app', '=', of.app) : query.where('rating.id', '=', of.rating)
  )
    .orderBy('rating.at', 'desc')
    .limit(1000)
    .execute()
  if (rows.length === 0) return []
  const feedback = await readFeedbackOf(
    reader,
    rows.map(({ id }) => id),
  )
  const refOf = await readPersonRefs(reader, rows)
  return rows.map((row) => {
    const item = feedback.get(row.id)
    return {
      id: row.id as Id<'ra'>,
      release: row.release as Id<'re'>,
      version: row.version,
      by: refOf(row),
      stars: row.stars,
      text: row.text,
      at: row.at.toISOString(),
      counts: row.counts,
      feedback: item
        ? {
            id: item.id as Id<'fb'>,
            state: item.state,
            reply: item.reply,
            settledIn: item.version,
          }
        : null,
    }
  })
}
