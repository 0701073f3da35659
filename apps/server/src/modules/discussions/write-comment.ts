import type { BodyOf, discussionRoutes } from '@weft/api-contract'
import { cleanText, discussionLimits as limits, proposalOfAnchor } from '@weft/discussion-model'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import {
  changeDiscussion,
  checkPace,
  type Changed,
  type DiscussionChange,
  type DiscussionDeps,
} from './change-discussion.ts'
import { checkText, type SoundText } from './check-text.ts'
import { findThread, touchThread } from './find-thread.ts'
import { keepMentions } from './keep-mentions.ts'
import { noteRead } from './mark-read.ts'
import { tellParticipants, tellPeople } from './tell-people.ts'

type ThreadDraft = BodyOf<typeof discussionRoutes.startThread>
type CommentDraft = BodyOf<typeof discussionRoutes.addComment>

interface NewComment extends SoundText {
  readonly id: string
  readonly thread: string
  readonly number: number
}

/** Whether the same person has sent this comment already: its answer was lost, and it is kept once. */
async function isKnown(
  { transaction, caller }: DiscussionChange,
  thread: string,
  comment: string,
): Promise<Outcome<boolean>> {
  const row = await transaction
    .selectFrom('discussion_comment')
    .select(['thread', 'person'])
    .where('id', '=', comment)
    .executeTakeFirst()
  if (!row) return accept(false)
  const isSame = row.thread === thread && row.person === caller.person
  return isSame ? accept(true) : refuse('discussion.id-taken')
}

async function insertComment(change: DiscussionChange, comment: NewComment): Promise<void> {
  const { transaction, caller, at } = change
  const { id, thread, number, text } = comment
  await transaction
    .insertInto('discussion_comment')
    .values({
      id,
      thread,
      number,
      person: caller.person,
      organisation: caller.organisation,
      at,
      edited_at: null,
      deleted_at: null,
      text,
    })
    .execute()
  await noteRead(transaction, { thread, person: caller.person, through: number })
  const mentioned = await keepMentions(change, id, comment.mentions)
  const told = { thread, comment: id, text }
  await tellPeople(change, 'discussion.mentioned', mentioned, told)
  await tellParticipants(change, told, mentioned)
}

/** A thread about a proposal of another workspace, or begun inside it, would tell that it exists. */
async function checkAnchor(
  { transaction, workspace }: DiscussionChange,
  { anchor }: ThreadDraft,
): Promise<Outcome<null>> {
  const proposal = proposalOfAnchor(anchor)
  if (proposal === null) return accept(null)
  const found = await transaction
    .selectFrom('proposal')
    .select('id')
    .where('id', '=', proposal)
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  return found ? accept(null) : refuse('proposal.not-found')
}

async function insertThread(change: DiscussionChange, draft: ThreadDraft): Promise<Outcome<null>> {
  const { transaction, caller, workspace, at, revision } = change
  const { count } = await transaction
    .selectFrom('discussion_thread')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow()
  const limit = limits.threadsPerWorkspace
  if (count >= limit) return refuse('discussion.full', { limit })
  const inserted = await transaction
    .insertInto('discussion_thread')
    .values({
      id: draft.id,
      workspace,
      anchor: JSON.stringify(draft.anchor),
      subject: cleanText(draft.subject).slice(0, limits.subjectCharacters),
      state: 'open',
      resolved_person: null,
      resolved_organisation: null,
      assignee: null,
      assignee_organisation: null,
      person: caller.person,
      organisation: caller.organisation,
      started_at: at,
      revision,
      comments: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 0n ? refuse('discussion.id-taken') : accept(null)
}

const unchanged: Outcome<Changed<null>> = accept({ changed: false, value: null })
const changed: Outcome<Changed<null>> = accept({ changed: true, value: null })

/** Starts a thread with its first comment. */
export function startThread(
  deps: DiscussionDeps,
  caller: MemberCaller,
  workspace: string,
  draft: ThreadDraft,
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, workspace, async (change) => {
    const sound = checkText(draft.comment.text)
    if (!sound.ok) return sound
    const { id } = draft.comment
    const known = await isKnown(change, draft.id, id)
    if (!known.ok) return known
    if (known.value) return unchanged
    const pace = await checkPace(change)
    if (!pace.ok) return pace
    const anchored = await checkAnchor(change, draft)
    if (!anchored.ok) return anchored
    const inserted = await insertThread(change, draft)
    if (!inserted.ok) return inserted
    await insertComment(change, { ...sound.value, id, thread: draft.id, number: 1 })
    await appendEvent(change.transaction, {
      at: change.at,
      actor: caller,
      event: 'discussion.thread-started',
      subject: workspace,
      details: { thread: draft.id, comment: id, about: draft.anchor.kind },
    })
    return changed
  })
}

/** Adds a comment to a thread; a resolved thread is open again. */
export function addComment(
  deps: DiscussionDeps,
  caller: MemberCaller,
  { workspace, thread }: { readonly workspace: string; readonly thread: string },
  draft: CommentDraft,
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, workspace, async (change) => {
    const sound = checkText(draft.text)
    if (!sound.ok) return sound
    const found = await findThread(change, thread)
    if (!found.ok) return found
    const known = await isKnown(change, thread, draft.id)
    if (!known.ok) return known
    if (known.value) return unchanged
    const pace = await checkPace(change)
    if (!pace.ok) return pace
    const limit = limits.commentsPerThread
    if (found.value.comments >= limit) return refuse('discussion.thread-full', { limit })
    const number = found.value.comments + 1
    await insertComment(change, { ...sound.value, id: draft.id, thread, number })
    const reopened = { state: 'open', resolved_person: null, resolved_organisation: null } as const
    await touchThread(change, thread, { comments: number, ...reopened })
    await appendEvent(change.transaction, {
      at: change.at,
      actor: caller,
      event: 'discussion.comment-added',
      subject: workspace,
      details: { thread, comment: draft.id, reopened: found.value.state === 'resolved' },
    })
    return changed
  })
}
