import type { BodyOf, discussionRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { readEditable } from '../workspaces/index.ts'
import {
  changeDiscussion,
  type Changed,
  type DiscussionChange,
  type DiscussionDeps,
} from './change-discussion.ts'
import { findPeople } from './find-people.ts'
import { findThread, touchThread } from './find-thread.ts'
import { tellPeople } from './tell-people.ts'

interface ThreadPlace {
  readonly workspace: string
  readonly thread: string
}

type Assignee = BodyOf<typeof discussionRoutes.assignThread>['assignee']
type ColumnMove = BodyOf<typeof discussionRoutes.followColumns>['moves'][number]

const unchanged: Outcome<Changed<null>> = accept({ changed: false, value: null })
const changed: Outcome<Changed<null>> = accept({ changed: true, value: null })

async function note(
  { transaction, at, caller, workspace }: DiscussionChange,
  event: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(transaction, { at, actor: caller, event, subject: workspace, details })
}

/** Resolves or reopens a thread. */
export function settleThread(
  deps: DiscussionDeps,
  caller: MemberCaller,
  { workspace, thread }: ThreadPlace,
  state: 'open' | 'resolved',
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, workspace, async (change) => {
    const found = await findThread(change, thread)
    if (!found.ok) return found
    if (found.value.state === state) return unchanged
    const by = state === 'resolved' ? caller : { person: null, organisation: null }
    await touchThread(change, thread, {
      state,
      resolved_person: by.person,
      resolved_organisation: by.organisation,
    })
    const event = state === 'resolved' ? 'discussion.thread-resolved' : 'discussion.thread-reopened'
    await note(change, event, { thread })
    return changed
  })
}

/** The first words of a thread, for the person it is assigned to. */
async function firstComment({ transaction }: DiscussionChange, thread: string) {
  return transaction
    .selectFrom('discussion_comment')
    .select(['id', 'text'])
    .where('thread', '=', thread)
    .orderBy('number')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** Whether a thread may be assigned to them; nobody always fits. */
async function isAssignable(
  { transaction }: DiscussionChange,
  workspace: string,
  assignee: Assignee,
): Promise<boolean> {
  if (!assignee) return true
  const organisations = [assignee.organisation]
  const people = await findPeople(transaction, workspace, { organisations })
  return people.some(({ person }) => person === assignee.person)
}

/** Assigns a thread to a person who works in the workspace, or to nobody. */
export function assignThread(
  deps: DiscussionDeps,
  caller: MemberCaller,
  { workspace, thread }: ThreadPlace,
  assignee: Assignee,
): Promise<Outcome<null>> {
  return changeDiscussion(deps, caller, workspace, async (change) => {
    const found = await findThread(change, thread)
    if (!found.ok) return found
    if (!(await isAssignable(change, workspace, assignee)))
      return refuse('discussion.no-such-person')
    const person = assignee?.person ?? null
    if (found.value.assignee === person) return unchanged
    await touchThread(change, thread, {
      assignee: person,
      assignee_organisation: assignee?.organisation ?? null,
    })
    if (person !== null && person !== caller.person) {
      const { id, text } = await firstComment(change, thread)
      const told = { thread, comment: id, text }
      await tellPeople(change, 'discussion.assigned', new Set([person]), told)
    }
    await note(change, 'discussion.thread-assigned', { thread, assignee: person })
    return changed
  })
}

/** Moves the threads on columns that were renamed; part of changing the pipeline, so only for those who may. */
export function followColumns(
  deps: DiscussionDeps,
  caller: MemberCaller,
  workspace: string,
  moves: readonly ColumnMove[],
): Promise<Outcome<number>> {
  return changeDiscussion(deps, caller, workspace, async (change) => {
    const { transaction, revision } = change
    const editable = await readEditable(transaction, caller, workspace)
    if (!editable.ok) return editable
    const rows = await transaction
      .selectFrom('discussion_thread')
      .select(['id', 'anchor'])
      .where('workspace', '=', workspace)
      .execute()
    const followed = rows.flatMap(({ id, anchor }) => {
      if (anchor.kind !== 'column') return []
      const move = moves.find(({ step, from }) => step === anchor.step && from === anchor.column)
      return move && move.to !== anchor.column
        ? [{ id, anchor: { ...anchor, column: move.to } }]
        : []
    })
    for (const { id, anchor } of followed) {
      await transaction
        .updateTable('discussion_thread')
        .set({ anchor: JSON.stringify(anchor), revision })
        .where('id', '=', id)
        .execute()
    }
    if (followed.length === 0) return accept({ changed: false, value: 0 })
    await note(change, 'discussion.columns-followed', {
      moves,
      threads: followed.map(({ id }) => id),
    })
    return accept({ changed: true, value: followed.length })
  })
}
