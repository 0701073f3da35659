import type { discussionRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { Selectable } from 'kysely'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { DiscussionThreadRow } from '../../store/tables/discussion-tables.ts'
import { readPersonRefs } from '../accounts/index.ts'
import { showComments } from './show-comments.ts'

/** A thread as the API shows it. */
export type ShownThread = AnswerOf<typeof discussionRoutes.startThread>

type ThreadRow = Selectable<DiscussionThreadRow>

/** What one answer holds at most. */
const mostThreads = 200
const mostComments = 2000

/** Threads with their comments, in the given order. */
export async function showThreads(
  reader: Reader,
  rows: readonly ThreadRow[],
): Promise<ShownThread[]> {
  const comments = await showComments(
    reader,
    rows.map(({ id }) => id),
  )
  const resolver = ({
    resolved_person: person,
    resolved_organisation: organisation,
  }: ThreadRow) => ({
    person,
    organisation,
  })
  const assignee = ({ assignee: person, assignee_organisation: organisation }: ThreadRow) => ({
    person,
    organisation,
  })
  const refOf = await readPersonRefs(
    reader,
    rows.flatMap((row) => [row, resolver(row), assignee(row)]),
  )
  return rows.map((row) => ({
    id: row.id as Id<'th'>,
    anchor: row.anchor,
    subject: row.subject,
    state: row.state,
    resolvedBy: row.resolved_person === null ? null : refOf(resolver(row)),
    assignee: row.assignee === null ? null : refOf(assignee(row)),
    by: refOf(row),
    startedAt: row.started_at.toISOString(),
    revision: row.revision,
    comments: comments.get(row.id) ?? [],
  }))
}

/** One thread of a workspace. */
export async function showThread(
  reader: Reader,
  workspace: string,
  id: string,
): Promise<ShownThread | null> {
  const rows = await reader
    .selectFrom('discussion_thread')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute()
  const [shown] = await showThreads(reader, rows)
  return shown ?? null
}

/** The threads that changed after a revision, oldest change first, as many as one answer holds. */
export async function showChanges(reader: Reader, workspace: string, since: number) {
  const found = await reader
    .selectFrom('discussion_thread')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('revision', '>', since)
    .orderBy('revision')
    .orderBy('id')
    .limit(mostThreads + 1)
    .execute()
  let comments = 0
  const fitting = found.slice(0, mostThreads).filter((row, index) => {
    comments += row.comments
    return index === 0 || comments <= mostComments
  })
  // Threads of one revision are told together, or the rest of them would never be asked for.
  const cut = fitting.length < found.length ? found[fitting.length]?.revision : undefined
  const whole = fitting.filter((row) => row.revision !== cut)
  const rows = whole.length > 0 ? whole : found.filter((row) => row.revision === found[0]?.revision)
  const last = rows.at(-1)
  return {
    revision: last?.revision ?? since,
    more: rows.length < found.length,
    threads: await showThreads(reader, rows),
  }
}

/** How far a person has read each thread of a workspace. */
export async function readMarks(
  reader: Reader,
  workspace: string,
  person: string,
): Promise<Record<string, number>> {
  const rows = await reader
    .selectFrom('discussion_read')
    .innerJoin('discussion_thread', 'discussion_thread.id', 'discussion_read.thread')
    .select(['discussion_read.thread', 'discussion_read.through'])
    .where('discussion_thread.workspace', '=', workspace)
    .where('discussion_read.person', '=', person)
    .execute()
  return Object.fromEntries(rows.map(({ thread, through }) => [thread, through]))
}
