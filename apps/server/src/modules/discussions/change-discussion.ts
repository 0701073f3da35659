import { mayInWorkspace } from '@weft/access-rules'
import { discussionLimits as limits } from '@weft/discussion-model'
import { refuse, type Clock, type LocalText, type Outcome, type Random } from '@weft/kernel'
import type { Store, Transaction } from '../../store/store.ts'
import type { TalkBoard } from '../../talk-board.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined } from '../workspaces/index.ts'
import type { PersonRates } from './person-rates.ts'

/** What the discussions module works with. */
export interface DiscussionDeps {
  readonly store: Store
  readonly now: Clock
  readonly random: Random
  readonly talk: TalkBoard
  readonly rates: PersonRates
}

/** One change of a discussion while it is made: nobody else writes in this discussion meanwhile. */
export interface DiscussionChange {
  readonly transaction: Transaction
  readonly caller: MemberCaller
  readonly random: Random
  readonly workspace: string
  readonly title: LocalText
  readonly at: Date
  /** What the discussion counts when the change is made. */
  readonly revision: number
}

/** What a change came to; `changed` is false when all was so already, and nobody is told. */
export interface Changed<T> {
  readonly changed: boolean
  readonly value: T
}

/** Waits for the other writers of a discussion; gives its revision. */
async function lockDiscussion(transaction: Transaction, workspace: string): Promise<number> {
  const row = await transaction
    .insertInto('discussion')
    .values({ workspace, revision: 0 })
    .onConflict((conflict) =>
      conflict
        .column('workspace')
        .doUpdateSet((eb) => ({ revision: eb.ref('discussion.revision') })),
    )
    .returning('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}

/** Makes a change in one transaction for somebody who may comment, and tells of it afterwards. */
export async function changeDiscussion<T>(
  deps: DiscussionDeps,
  caller: MemberCaller,
  workspace: string,
  change: (change: DiscussionChange) => Promise<Outcome<Changed<T>>>,
): Promise<Outcome<T>> {
  const waitMs = deps.rates.take(caller.person)
  const made = await deps.store
    .transaction()
    .execute(async (transaction): Promise<Outcome<Changed<T>>> => {
      const membership = await readJoined(transaction, caller, workspace)
      if (!membership.ok) return membership
      const { role, title } = membership.value
      if (!mayInWorkspace(role, 'comment')) return refuse('discussion.read-only')
      if (waitMs > 0) return refuse('discussion.too-fast', { seconds: Math.ceil(waitMs / 1000) })
      const revision = (await lockDiscussion(transaction, workspace)) + 1
      const at = new Date(deps.now())
      const { random } = deps
      const outcome = await change({ transaction, caller, random, workspace, title, at, revision })
      if (outcome.ok && outcome.value.changed) await count(transaction, workspace, revision)
      return outcome
    })
  if (!made.ok) return made
  if (made.value.changed) deps.talk.tell(workspace)
  return { ok: true, value: made.value.value }
}

function count(transaction: Transaction, workspace: string, revision: number): Promise<unknown> {
  return transaction
    .updateTable('discussion')
    .set({ revision })
    .where('workspace', '=', workspace)
    .execute()
}

/** Refuses comments of a person who has written many within the last minute, on whichever server. */
export async function checkPace({
  transaction,
  caller,
  at,
}: DiscussionChange): Promise<Outcome<null>> {
  const since = new Date(at.getTime() - 60_000)
  const rows = await transaction
    .selectFrom('discussion_comment')
    .select('at')
    .where('person', '=', caller.person)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(limits.commentsPerMinute)
    .execute()
  const oldest = rows[limits.commentsPerMinute - 1]
  if (!oldest) return { ok: true, value: null }
  const waitMs = oldest.at.getTime() + 60_000 - at.getTime()
  return refuse('discussion.too-fast', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) })
}
