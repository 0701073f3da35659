import { accept, type Outcome } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined } from '../workspaces/index.ts'
import type { DiscussionDeps } from './change-discussion.ts'
import { findThread } from './find-thread.ts'

interface Reading {
  readonly thread: string
  readonly person: string
  readonly through: number
}

/** Keeps how far a person has read. */
export async function noteRead(reader: Reader, reading: Reading): Promise<void> {
  await reader
    .insertInto('discussion_read')
    .values(reading)
    .onConflict((conflict) =>
      conflict.columns(['thread', 'person']).doUpdateSet({ through: reading.through }),
    )
    .execute()
}

/** Notes how far the caller has read a thread: everybody who may read marks for themselves. */
export function markRead(
  { store }: DiscussionDeps,
  caller: MemberCaller,
  { workspace, thread }: { readonly workspace: string; readonly thread: string },
  through: number,
): Promise<Outcome<{ done: true }>> {
  return store.transaction().execute(async (transaction) => {
    const membership = await readJoined(transaction, caller, workspace)
    if (!membership.ok) return membership
    const found = await findThread({ transaction, workspace }, thread)
    if (!found.ok) return found
    const known = Math.min(through, found.value.comments)
    await noteRead(transaction, { thread, person: caller.person, through: known })
    return accept({ done: true as const })
  })
}
