import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Selectable } from 'kysely'
import type {
  DiscussionCommentRow,
  DiscussionThreadRow,
} from '../../store/tables/discussion-tables.ts'
import type { DiscussionChange } from './change-discussion.ts'

/** A thread of the workspace; one of another workspace is refused like one that does not exist. */
export async function findThread(
  { transaction, workspace }: Pick<DiscussionChange, 'transaction' | 'workspace'>,
  id: string,
): Promise<Outcome<Selectable<DiscussionThreadRow>>> {
  const row = await transaction
    .selectFrom('discussion_thread')
    .selectAll()
    .where('id', '=', id)
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  return row ? accept(row) : refuse('discussion.thread-not-found')
}

/** A comment of a thread of the workspace that was not deleted. */
export async function findComment(
  change: DiscussionChange,
  thread: string,
  id: string,
): Promise<Outcome<Selectable<DiscussionCommentRow>>> {
  const found = await findThread(change, thread)
  if (!found.ok) return found
  const row = await change.transaction
    .selectFrom('discussion_comment')
    .selectAll()
    .where('id', '=', id)
    .where('thread', '=', thread)
    .executeTakeFirst()
  if (!row) return refuse('discussion.comment-not-found')
  return row.deleted_at === null ? accept(row) : refuse('discussion.comment-deleted')
}

/** Notes that a thread has changed, with what else is to be set. */
export async function touchThread(
  { transaction, revision }: DiscussionChange,
  id: string,
  set: Partial<
    Pick<
      DiscussionThreadRow,
      | 'state'
      | 'resolved_person'
      | 'resolved_organisation'
      | 'assignee'
      | 'assignee_organisation'
      | 'comments'
    >
  > = {},
): Promise<void> {
  await transaction
    .updateTable('discussion_thread')
    .set({ ...set, revision })
    .where('id', '=', id)
    .execute()
}
