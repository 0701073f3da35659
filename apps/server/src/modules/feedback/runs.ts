import { accept, newId, refuse, type Clock, type Id, type Outcome, type Random } from '@weft/kernel'
import { createHash } from 'node:crypto'
import type { Blobs } from '../../store/blobs.ts'
import type { Store } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'

/** What the feedback module works with. */
export interface FeedbackDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly now: Clock
  readonly random: Random
  /** A text nobody can guess. */
  readonly newNonce: () => string
}

const runLimitMs = 24 * 60 * 60 * 1000

/** What proves that a whole bundle was read: SHA-256 of the nonce followed by its bytes. */
export function runProof(nonce: string, bundle: Uint8Array): string {
  return createHash('sha256').update(nonce, 'utf8').update(bundle).digest('hex')
}

/** Begins a run of a release by a person. */
export async function beginRun(
  deps: FeedbackDeps,
  actor: MemberCaller,
  release: string,
  at: Date = new Date(deps.now()),
): Promise<Outcome<{ readonly id: Id<'ru'>; readonly nonce: string }>> {
  const found = await deps.store
    .selectFrom('release')
    .select('id')
    .where('id', '=', release)
    .executeTakeFirst()
  if (!found) return refuse('release.not-found')
  const run = { id: newId('ru', deps.random), nonce: deps.newNonce() }
  const { person, organisation } = actor
  await deps.store
    .insertInto('run')
    .values({ ...run, release, person, organisation, begun_at: at, finished_at: null })
    .execute()
  return accept(run)
}

/** Finishes a run, once, for the person who began it, against proof that the whole bundle was read. */
export async function finishRun(
  deps: FeedbackDeps,
  actor: MemberCaller,
  id: string,
  proof: string,
  at: Date = new Date(deps.now()),
): Promise<Outcome<null>> {
  const run = await deps.store
    .selectFrom('run')
    .innerJoin('release', 'release.id', 'run.release')
    .select(['run.nonce', 'run.begun_at', 'run.finished_at', 'release.bundle'])
    .where('run.id', '=', id)
    .where('run.person', '=', actor.person)
    .executeTakeFirst()
  if (!run) return refuse('run.not-found')
  if (run.finished_at) return refuse('run.finished')
  if (at.getTime() - run.begun_at.getTime() > runLimitMs) return refuse('run.expired')
  const bundle = await deps.blobs.get(run.bundle)
  if (!bundle) return refuse('release.bundle-missing')
  if (runProof(run.nonce, bundle) !== proof) return refuse('run.proof-wrong')
  const finished = await deps.store
    .updateTable('run')
    .set({ finished_at: at })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return finished.numUpdatedRows === 1n ? accept(null) : refuse('run.finished')
}
