import type { discussionRoutes } from '@weft/api-contract'
import { commentWords } from '@weft/discussion-model'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs, type MemberCaller } from '../accounts/index.ts'

type Assigned = AnswerOf<typeof discussionRoutes.listAssignedThreads>[number]

/** Open threads assigned to the caller in workspaces of the organisation they act for, oldest first. */
export async function listAssigned(reader: Reader, caller: MemberCaller): Promise<Assigned[]> {
  const rows = await reader
    .selectFrom('discussion_thread')
    .innerJoin('workspace', 'workspace.id', 'discussion_thread.workspace')
    .innerJoin('workspace_organisation as mine', 'mine.workspace', 'workspace.id')
    .innerJoin('discussion_comment as first', (join) =>
      join.onRef('first.thread', '=', 'discussion_thread.id').on('first.number', '=', 1),
    )
    .select([
      'discussion_thread.id',
      'discussion_thread.workspace',
      'workspace.title',
      'discussion_thread.anchor',
      'discussion_thread.subject',
      'discussion_thread.person',
      'discussion_thread.organisation',
      'discussion_thread.started_at',
      'first.text',
    ])
    .where('discussion_thread.assignee', '=', caller.person)
    .where('discussion_thread.state', '=', 'open')
    .where('mine.organisation', '=', caller.organisation)
    .where('mine.state', '=', 'joined')
    .orderBy('discussion_thread.started_at')
    .orderBy('discussion_thread.id')
    .limit(100)
    .execute()
  const refOf = await readPersonRefs(reader, rows)
  return rows.map((row) => ({
    id: row.id as Id<'th'>,
    workspace: { id: row.workspace as Id<'ws'>, title: row.title },
    anchor: row.anchor,
    subject: row.subject,
    by: refOf(row),
    startedAt: row.started_at.toISOString(),
    words: commentWords(row.text).slice(0, 200),
  }))
}
