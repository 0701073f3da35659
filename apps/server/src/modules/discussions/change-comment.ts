import type { Reaction } from '@weft/discussion-model'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import {
  changeDiscussion,
  type Changed,
  type DiscussionChange,
  type DiscussionDeps,
} from './change-discussion.ts'
import { checkText } from './check-text.ts'
import { findComment, touchThread } from './find-thread.ts'
import { keepMentions } from './keep-mentions.ts'
import { renewNotices, tellPeople } from './tell-people.ts'

/** Where a comment stands. */
export interface CommentPlace {
  readonly workspace: string
  readonly thread: string
  readonly comment: string
}

const unchanged: Outcome<Changed<null>> = accept({ changed: false, value: null })
const changed: Outcome<Changed<null>> = accept({ changed: true, value: null })

async function note(
  change: DiscussionChange,
  { thread, comment }: CommentPlace,
  event: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Outcome<Changed<null>>> {
  await touchThread(change, thread)
  await appendEvent(change.transaction, {
    at: change.at,
    actor: change.caller,
    event,
    subject: change.workspace,
    details: { thread, comment, ...more },
  })
  return changed
}

/** Changes the text of one's own comment; people it mentions from now on are told. */
export function editComment(
  deps: DiscussionDeps,
  caller: MemberCaller,
  place: CommentPlace,
  text: string,
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, place.workspace, async (change) => {
    const { transaction, at } = change
    const sound = checkText(text)
    if (!sound.ok) return sound
    const found = await findComment(change, place.thread, place.comment)
    if (!found.ok) return found
    if (found.value.person !== caller.person) return refuse('discussion.not-yours')
    if (found.value.text === sound.value.text) return unchanged
    await transaction
      .updateTable('discussion_comment')
      .set({ text: sound.value.text, edited_at: at })
      .where('id', '=', place.comment)
      .execute()
    const told = { thread: place.thread, comment: place.comment, text: sound.value.text }
    await renewNotices(change, told)
    const mentioned = await keepMentions(change, place.comment, sound.value.mentions)
    await tellPeople(change, 'discussion.mentioned', mentioned, told)
    return note(change, place, 'discussion.comment-edited')
  })
}

/** Deletes one's own comment: its place stays, and nothing of its text. */
export function deleteComment(
  deps: DiscussionDeps,
  caller: MemberCaller,
  place: CommentPlace,
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, place.workspace, async (change) => {
    const { transaction, at } = change
    const found = await findComment(change, place.thread, place.comment)
    if (!found.ok) return found
    if (found.value.person !== caller.person) return refuse('discussion.not-yours')
    await transaction
      .updateTable('discussion_comment')
      .set({ text: '', deleted_at: at })
      .where('id', '=', place.comment)
      .execute()
    for (const table of ['discussion_mention', 'discussion_reaction'] as const)
      await transaction.deleteFrom(table).where('comment', '=', place.comment).execute()
    await renewNotices(change, { thread: place.thread, comment: place.comment, text: '' })
    return note(change, place, 'discussion.comment-deleted')
  })
}

/** Adds or takes back one's own reaction. */
export function reactToComment(
  deps: DiscussionDeps,
  caller: MemberCaller,
  place: CommentPlace,
  { reaction, on }: { readonly reaction: Reaction; readonly on: boolean },
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, place.workspace, async (change) => {
    const { transaction, at } = change
    const found = await findComment(change, place.thread, place.comment)
    if (!found.ok) return found
    const { person, organisation } = caller
    const { comment } = place
    const result = on
      ? await transaction
          .insertInto('discussion_reaction')
          .values({ comment, reaction, person, organisation, at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await transaction
          .deleteFrom('discussion_reaction')
          .where('comment', '=', comment)
          .where('reaction', '=', reaction)
          .where('person', '=', person)
          .executeTakeFirst()
    const rows =
      'numDeletedRows' in result ? result.numDeletedRows : result.numInsertedOrUpdatedRows
    if (rows === 0n) return unchanged
    return note(change, place, 'discussion.comment-reacted', { reaction, on })
  })
}
