import { mayInWorkspace } from '@weft/access-rules'
import type { discussionRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined } from '../workspaces/index.ts'
import { deleteComment, editComment, reactToComment } from './change-comment.ts'
import type { DiscussionDeps } from './change-discussion.ts'
import { assignThread, followColumns, settleThread } from './change-thread.ts'
import { listAssigned } from './list-assigned.ts'
import { markRead } from './mark-read.ts'
import { readMarks, showChanges, showThread } from './show-threads.ts'
import { addComment, startThread } from './write-comment.ts'

async function readDiscussion(
  { store }: DiscussionDeps,
  caller: MemberCaller,
  workspace: string,
  since: number,
) {
  const membership = await readJoined(store, caller, workspace)
  if (!membership.ok) return membership
  const changes = await showChanges(store, workspace, since)
  const mayComment = mayInWorkspace(membership.value.role, 'comment')
  return accept({ ...changes, mayComment, read: await readMarks(store, workspace, caller.person) })
}

/** Shows discussions and takes what people say and do in them. */
export function discussionHandlers(deps: DiscussionDeps): Handlers<typeof discussionRoutes> {
  const { store } = deps
  const thenShow = async (
    changed: Promise<Outcome<null>>,
    { workspace, thread }: { readonly workspace: string; readonly thread: string },
  ) => {
    const outcome = await changed
    if (!outcome.ok) return outcome
    const shown = await showThread(store, workspace, thread)
    return shown ? accept(shown) : refuse('discussion.thread-not-found')
  }
  return {
    readDiscussion: (caller, { params, query }) =>
      readDiscussion(deps, caller, params.workspace, query.since),
    startThread: (caller, { params, body }) =>
      thenShow(startThread(deps, caller, params.workspace, body), {
        workspace: params.workspace,
        thread: body.id,
      }),
    addComment: (caller, { params, body }) =>
      thenShow(addComment(deps, caller, params, body), params),
    editComment: (caller, { params, body }) =>
      thenShow(editComment(deps, caller, params, body.text), params),
    deleteComment: (caller, { params }) => thenShow(deleteComment(deps, caller, params), params),
    reactToComment: (caller, { params, body }) =>
      thenShow(
        reactToComment(deps, caller, params, { reaction: params.reaction, on: body.on }),
        params,
      ),
    settleThread: (caller, { params, body }) =>
      thenShow(settleThread(deps, caller, params, body.state), params),
    assignThread: (caller, { params, body }) =>
      thenShow(assignThread(deps, caller, params, body.assignee), params),
    markThreadRead: (caller, { params, body }) => markRead(deps, caller, params, body.through),
    followColumns: async (caller, { params, body }) => {
      const followed = await followColumns(deps, caller, params.workspace, body.moves)
      return followed.ok ? accept({ followed: followed.value }) : followed
    },
    listAssignedThreads: async (caller) => accept(await listAssigned(store, caller)),
  }
}
