import { commentWords } from '@weft/discussion-model'
import type { LocalText } from '@weft/kernel'
import { addNotice, readPersonRefs, type NewNotice } from '../accounts/index.ts'
import type { DiscussionChange } from './change-discussion.ts'
import { findPeople } from './find-people.ts'

/** The comment a notice tells of. */
export interface ToldComment {
  readonly thread: string
  readonly comment: string
  readonly text: string
}

/** The page of a comment: it opens the very thread. */
export function linkOf(workspace: string, { thread, comment }: Omit<ToldComment, 'text'>): string {
  return `/workspaces/${workspace}?thread=${thread}&comment=${comment}`
}

const excerpt = (text: string): string => commentWords(text).slice(0, 200)

async function wordsOf(
  { transaction, caller, title }: DiscussionChange,
  text: string,
): Promise<Record<string, string | LocalText>> {
  const { name, organisation } = (await readPersonRefs(transaction, [caller]))(caller)
  return { workspace: title, person: name, organisation: organisation.name, text: excerpt(text) }
}

/** Puts a comment into the inbox of people. */
export async function tellPeople(
  change: DiscussionChange,
  kind: NewNotice['kind'],
  people: ReadonlySet<string>,
  told: ToldComment,
): Promise<void> {
  if (people.size === 0) return
  const words = await wordsOf(change, told.text)
  const link = linkOf(change.workspace, told)
  for (const person of people) {
    await addNotice(change.transaction, change.random, { person, kind, at: change.at, link, words })
  }
}

/** Tells those who wrote in a thread, or have it assigned, of a comment; an unread notice of the same thread is renewed. */
export async function tellParticipants(
  change: DiscussionChange,
  told: ToldComment,
  except: ReadonlySet<string>,
): Promise<void> {
  const { transaction, workspace, caller } = change
  const writers = await transaction
    .selectFrom('discussion_comment')
    .innerJoin('discussion_thread', 'discussion_thread.id', 'discussion_comment.thread')
    .select(['discussion_comment.person', 'discussion_thread.assignee'])
    .distinct()
    .where('thread', '=', told.thread)
    .execute()
  const ids = new Set(writers.flatMap(({ person, assignee }) => [person, assignee ?? person]))
  ids.delete(caller.person)
  // Who has left the workspace since is not told what is said there.
  const people = await findPeople(transaction, workspace, {
    people: [...ids].filter((id) => !except.has(id)),
  })
  const unread = `/workspaces/${workspace}?thread=${told.thread}&comment=`
  if (people.length > 0) {
    await transaction
      .deleteFrom('notice')
      .where(
        'person',
        'in',
        people.map(({ person }) => person),
      )
      .where('kind', '=', 'discussion.replied')
      .where('read_at', 'is', null)
      .where('link', 'like', `${unread.replaceAll(/[\\_%]/g, '\\$&')}%`)
      .execute()
  }
  await tellPeople(change, 'discussion.replied', new Set(people.map(({ person }) => person)), told)
}

/** Changes what the notices of a comment say of it; a deleted comment leaves nothing of its text in anybody's inbox. */
export async function renewNotices(
  { transaction, workspace }: DiscussionChange,
  told: ToldComment,
): Promise<void> {
  const link = linkOf(workspace, told)
  const rows = await transaction
    .selectFrom('notice')
    .select(['id', 'words'])
    .where('link', '=', link)
    .execute()
  for (const { id, words } of rows) {
    await transaction
      .updateTable('notice')
      .set({ words: JSON.stringify({ ...words, text: excerpt(told.text) }) })
      .where('id', '=', id)
      .execute()
  }
}
