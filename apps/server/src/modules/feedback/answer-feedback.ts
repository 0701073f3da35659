import type { feedbackRoutes } from '@weft/api-contract'
import { accept, refuse, type Id, type Outcome } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { addNotice, readPersonRefs, type MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { readEditable } from '../workspaces/index.ts'
import type { FeedbackDeps } from './runs.ts'

/** A feedback item as the API shows it. */
export type ShownFeedback = AnswerOf<typeof feedbackRoutes.answerFeedback>

/** What a team answers; a reply is needed to decline. */
export interface FeedbackAnswer {
  readonly state: 'new' | 'planned' | 'declined'
  readonly reply: string
}

/** The feedback of a workspace, newest first, or one item. */
export async function showFeedback(
  reader: Reader,
  of: { readonly workspace: string } | { readonly feedback: string },
): Promise<ShownFeedback[]> {
  const query = reader
    .selectFrom('feedback')
    .innerJoin('rating', 'rating.id', 'feedback.rating')
    .innerJoin('release', 'release.id', 'feedback.release')
    .leftJoin('release as settling', 'settling.id', 'feedback.settled_in')
    .selectAll('feedback')
    .select(['rating.stars', 'release.version', 'settling.version as settled_version'])
  const rows = await (
    'workspace' in of
      ? query.where('feedback.workspace', '=', of.workspace)
      : query.where('feedback.id', '=', of.feedback)
  )
    .orderBy('feedback.at', 'desc')
    .orderBy('feedback.id')
    .limit(1000)
    .execute()
  const refOf = await readPersonRefs(reader, rows)
  return rows.map((row) => ({
    id: row.id as Id<'fb'>,
    app: row.app as Id<'ap'>,
    release: row.release as Id<'re'>,
    version: row.version,
    by: refOf(row),
    stars: row.stars,
    text: row.text,
    at: row.at.toISOString(),
    state: row.state,
    reply: row.reply,
    settledIn: row.settled_version,
  }))
}

interface AnsweredItem {
  readonly app: string
  readonly person: string
  readonly text: string
  readonly title: Readonly<Record<string, string | undefined>>
}

async function tellAuthor(
  { random }: FeedbackDeps,
  transaction: Transaction,
  item: AnsweredItem,
  { state, reply }: FeedbackAnswer,
  at: Date,
): Promise<void> {
  if (state === 'new') return
  await addNotice(transaction, random, {
    person: item.person,
    kind: state === 'planned' ? 'feedback.planned' : 'feedback.declined',
    at,
    link: `/store/${item.app}`,
    words: { app: item.title, text: item.text.slice(0, 200), reply },
  })
}

/** Plans, declines or reopens a feedback item, for the team only; its author is told when its state changes. */
export function answerFeedback(
  deps: FeedbackDeps,
  actor: MemberCaller,
  id: string,
  answer: FeedbackAnswer,
  at: Date = new Date(deps.now()),
): Promise<Outcome<null>> {
  return deps.store.transaction().execute(async (transaction) => {
    const item = await transaction
      .selectFrom('feedback')
      .innerJoin('release', 'release.id', 'feedback.release')
      .select([
        'feedback.workspace',
        'feedback.app',
        'feedback.person',
        'feedback.text',
        'feedback.state',
        'release.title',
      ])
      .where('feedback.id', '=', id)
      .forUpdate('feedback')
      .executeTakeFirst()
    const team = item ? await readEditable(transaction, actor, item.workspace) : null
    // Feedback of other teams is refused like feedback that does not exist.
    if (!item || !team) return refuse('feedback.not-found')
    if (!team.ok) {
      return team.failure.code === 'workspace.not-found' ? refuse('feedback.not-found') : team
    }
    if (item.state === 'settled') return refuse('feedback.settled')
    const reply = answer.reply.trim()
    if (answer.state === 'declined' && reply === '') return refuse('feedback.reason-needed')
    await transaction
      .updateTable('feedback')
      .set({ state: answer.state, reply })
      .where('id', '=', id)
      .execute()
    if (item.state !== answer.state) {
      await tellAuthor(deps, transaction, item, { state: answer.state, reply }, at)
    }
    await appendEvent(transaction, {
      at,
      actor,
      event: 'feedback.answered',
      subject: id,
      details: { state: answer.state, reply },
    })
    return accept(null)
  })
}
