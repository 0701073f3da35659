import { accept, newId, refuse, type Id, type Outcome } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { readTeam } from '../workspaces/index.ts'
import { beginRun, finishRun, runProof, type FeedbackDeps } from './runs.ts'

/** What a person says of a release. */
export interface RatingDraft {
  readonly stars: number
  readonly text: string
}

/** A rating that was taken, and the feedback item its text made, if any. */
export interface TakenRating {
  readonly rating: Id<'ra'>
  readonly feedback: Id<'fb'> | null
}

interface RatedRelease {
  readonly id: string
  readonly app: string
  readonly workspace: string
}

async function findRated(
  transaction: Transaction,
  person: string,
  release: string,
): Promise<Outcome<RatedRelease>> {
  const found = await transaction
    .selectFrom('release')
    .select(['id', 'app', 'workspace'])
    .where('id', '=', release)
    .executeTakeFirst()
  if (!found) return refuse('release.not-found')
  const run = await transaction
    .selectFrom('run')
    .select('id')
    .where('release', '=', release)
    .where('person', '=', person)
    .where('finished_at', 'is not', null)
    .executeTakeFirst()
  return run ? accept(found) : refuse('rating.run-first')
}

/** Whether none of the person's organisations built the app: acting for another one changes nothing. */
async function doesCount(transaction: Transaction, person: string, workspace: string) {
  const team = await readTeam(transaction, workspace)
  const rows = await transaction
    .selectFrom('membership')
    .select('organizationId')
    .where('userId', '=', person)
    .execute()
  return !rows.some(({ organizationId }) => team.has(organizationId))
}

/** Writes the rating, or revises the one that is there; every wording is kept. */
async function writeRating(
  deps: FeedbackDeps,
  transaction: Transaction,
  actor: MemberCaller,
  release: RatedRelease,
  draft: RatingDraft,
  at: Date,
): Promise<Id<'ra'>> {
  const counts = await doesCount(transaction, actor.person, release.workspace)
  const { stars, text } = draft
  const { id } = await transaction
    .insertInto('rating')
    .values({
      id: newId('ra', deps.random),
      release: release.id,
      person: actor.person,
      organisation: actor.organisation,
      stars,
      text,
      at,
      counts,
    })
    // Two ratings at the same moment become one and its revision.
    .onConflict((conflict) =>
      conflict.columns(['release', 'person']).doUpdateSet({ stars, text, at, counts }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await transaction
    .insertInto('rating_revision')
    .values({ id: newId('ev', deps.random), rating: id, stars, text, at })
    .execute()
  return id as Id<'ra'>
}

/** A text becomes a feedback item; while nobody has answered it, a revision changes it. */
async function writeFeedback(
  deps: FeedbackDeps,
  transaction: Transaction,
  actor: MemberCaller,
  release: RatedRelease,
  rating: string,
  text: string,
  at: Date,
): Promise<Id<'fb'> | null> {
  const last = await transaction
    .selectFrom('feedback')
    .select(['id', 'text', 'state'])
    .where('rating', '=', rating)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last && (text === '' || last.text === text)) return last.id as Id<'fb'>
  if (text === '') return null
  if (last?.state === 'new') {
    await transaction.updateTable('feedback').set({ text }).where('id', '=', last.id).execute()
    return last.id as Id<'fb'>
  }
  const id = newId('fb', deps.random)
  await transaction
    .insertInto('feedback')
    .values({
      id,
      workspace: release.workspace,
      app: release.app,
      release: release.id,
      rating,
      person: actor.person,
      organisation: actor.organisation,
      text,
      at,
      state: 'new',
      reply: '',
      settled_in: null,
    })
    .execute()
  return id
}

/** Rates a release the actor has run; a second time revises the rating. `at` lets seeding put it into the past. */
export function rateRelease(
  deps: FeedbackDeps,
  actor: MemberCaller,
  release: string,
  draft: RatingDraft,
  at: Date = new Date(deps.now()),
): Promise<Outcome<TakenRating>> {
  return deps.store.transaction().execute(async (transaction) => {
    const rated = await findRated(transaction, actor.person, release)
    if (!rated.ok) return rated
    const text = draft.text.trim()
    const clean = { stars: draft.stars, text }
    const rating = await writeRating(deps, transaction, actor, rated.value, clean, at)
    const feedback = await writeFeedback(deps, transaction, actor, rated.value, rating, text, at)
    await appendEvent(transaction, {
      at,
      actor,
      event: 'release.rated',
      subject: release,
      details: { rating, stars: draft.stars, text },
    })
    return accept({ rating, feedback })
  })
}

/** Runs a release by reading its whole bundle here, then rates it: for seeding, through the same rules. */
export async function runAndRate(
  deps: FeedbackDeps,
  actor: MemberCaller,
  release: string,
  draft: RatingDraft,
  at: Date,
): Promise<Outcome<TakenRating>> {
  const run = await beginRun(deps, actor, release, at)
  if (!run.ok) return run
  const { bundle } = await deps.store
    .selectFrom('release')
    .select('bundle')
    .where('id', '=', release)
    .executeTakeFirstOrThrow()
  const bytes = await deps.blobs.get(bundle)
  if (!bytes) return refuse('release.bundle-missing')
  const { id, nonce } = run.value
  const finished = await finishRun(deps, actor, id, runProof(nonce, bytes), at)
  return finished.ok ? rateRelease(deps, actor, release, draft, at) : finished
}
