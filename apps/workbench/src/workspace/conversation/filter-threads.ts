import type { Thread, ThreadComment } from './discussion-shapes.ts'

/** Which threads are listed: a kind of them, or those a person has part in. */
export type ThreadFilter = 'open' | 'mine' | 'unread' | 'resolved' | `person:${string}`

/** Who reads, and how far they have read each thread. */
export interface Reader {
  readonly me: string
  readonly read: Readonly<Record<string, number>>
}

/** The comments of others a person has not read yet. */
export function unreadComments(thread: Thread, { me, read }: Reader): readonly ThreadComment[] {
  const through = read[thread.id] ?? 0
  return thread.comments.filter(
    ({ number, by, deleted }) => number > through && by.id !== me && !deleted,
  )
}

/** When somebody wrote last in a thread. */
export function lastSaidAt(thread: Thread): string {
  return thread.comments.at(-1)?.at ?? thread.startedAt
}

function hasPart(thread: Thread, person: string): boolean {
  return (
    thread.assignee?.id === person ||
    thread.comments.some(
      ({ by, mentioned }) => by.id === person || mentioned.people.some(({ id }) => id === person),
    )
  )
}

function fits(thread: Thread, filter: ThreadFilter, reader: Reader): boolean {
  if (filter === 'resolved') return thread.state === 'resolved'
  if (filter === 'unread') return unreadComments(thread, reader).length > 0
  if (thread.state === 'resolved') return false
  if (filter === 'open') return true
  return hasPart(thread, filter === 'mine' ? reader.me : filter.slice('person:'.length))
}

/** The threads a filter lets through, the one somebody wrote in last first. */
export function filterThreads(
  threads: Iterable<Thread>,
  filter: ThreadFilter,
  reader: Reader,
): readonly Thread[] {
  return [...threads]
    .filter((thread) => fits(thread, filter, reader))
    .toSorted((a, b) => lastSaidAt(b).localeCompare(lastSaidAt(a)) || (a.id < b.id ? -1 : 1))
}
