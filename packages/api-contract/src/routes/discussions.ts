import { z } from 'zod'
import { route } from '../route.ts'
import { done, idOf } from '../shapes/basics.ts'
import * as shapes from '../shapes/discussions.ts'

const ofWorkspace = z.object({ workspace: idOf('ws') })
const ofThread = ofWorkspace.extend({ thread: idOf('th') })
const ofComment = ofThread.extend({ comment: idOf('cm') })

export const discussionRoutes = {
  readDiscussion: route({
    method: 'GET',
    path: '/workspaces/:workspace/discussion',
    summary: 'The threads of a workspace that changed after a revision, and what the caller read',
    access: 'member',
    params: ofWorkspace,
    query: z.object({ since: z.coerce.number().int().min(0).default(0) }),
    response: shapes.discussion,
  }),
  startThread: route({
    method: 'POST',
    path: '/workspaces/:workspace/threads',
    summary: 'Start a thread with its first comment',
    access: 'member',
    params: ofWorkspace,
    body: shapes.threadDraft,
    response: shapes.thread,
  }),
  addComment: route({
    method: 'POST',
    path: '/workspaces/:workspace/threads/:thread/comments',
    summary: 'Add a comment; a resolved thread is open again',
    access: 'member',
    params: ofThread,
    body: shapes.commentDraft,
    response: shapes.thread,
  }),
  editComment: route({
    method: 'PUT',
    path: '/workspaces/:workspace/threads/:thread/comments/:comment',
    summary: 'Change one’s own comment',
    access: 'member',
    params: ofComment,
    body: shapes.commentChange,
    response: shapes.thread,
  }),
  deleteComment: route({
    method: 'DELETE',
    path: '/workspaces/:workspace/threads/:thread/comments/:comment',
    summary: 'Delete one’s own comment; its place stays',
    access: 'member',
    params: ofComment,
    response: shapes.thread,
  }),
  reactToComment: route({
    method: 'PUT',
    path: '/workspaces/:workspace/threads/:thread/comments/:comment/reactions/:reaction',
    summary: 'Add or take back a reaction',
    access: 'member',
    params: ofComment.extend({ reaction: shapes.reaction }),
    body: z.object({ on: z.boolean() }),
    response: shapes.thread,
  }),
  settleThread: route({
    method: 'PUT',
    path: '/workspaces/:workspace/threads/:thread/state',
    summary: 'Resolve or reopen a thread',
    access: 'member',
    params: ofThread,
    body: z.object({ state: z.enum(['open', 'resolved']) }),
    response: shapes.thread,
  }),
  assignThread: route({
    method: 'PUT',
    path: '/workspaces/:workspace/threads/:thread/assignee',
    summary: 'Assign a thread to a person of the workspace, or to nobody',
    access: 'member',
    params: ofThread,
    body: z.object({
      assignee: z.object({ person: z.string(), organisation: z.string() }).nullable(),
    }),
    response: shapes.thread,
  }),
  markThreadRead: route({
    method: 'PUT',
    path: '/workspaces/:workspace/threads/:thread/reading',
    summary: 'Note how far the caller has read a thread; 0 makes it unread',
    access: 'member',
    params: ofThread,
    body: z.object({ through: z.number().int().min(0) }),
    response: done,
  }),
  followColumns: route({
    method: 'POST',
    path: '/workspaces/:workspace/discussion/columns',
    summary: 'Let the threads on renamed columns follow; for those who may edit the workspace',
    access: 'member',
    params: ofWorkspace,
    body: shapes.columnMoves,
    response: z.object({ followed: z.number().int() }),
  }),
  listAssignedThreads: route({
    method: 'GET',
    path: '/threads/assigned',
    summary: 'Open threads assigned to the caller, oldest first',
    access: 'member',
    response: z.array(shapes.assignedThread),
  }),
}
