import type { ApiClient } from '@weft/api-contract'
import { stepOfAnchor, type Reaction, type ThreadAnchor } from '@weft/discussion-model'
import { accept, type Failure, type Id, type Outcome } from '@weft/kernel'
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { Person, Thread } from './discussion-shapes.ts'

/** Where a comment stands. */
export interface CommentPlace {
  readonly thread: Id<'th'>
  readonly comment: Id<'cm'>
}

/** What is sent to start a thread; the identifiers stay the same when it is sent again. */
export interface ThreadDraft {
  readonly id: Id<'th'>
  readonly anchor: ThreadAnchor
  readonly subject: string
  readonly comment: { readonly id: Id<'cm'>; readonly text: string }
}

/** The discussion of a workspace: what is known of it, and what people can do in it. */
export interface Discussion {
  readonly threads: Readonly<ShallowRef<ReadonlyMap<string, Thread>>>
  /** How far this person has read each thread. */
  readonly read: Readonly<ShallowRef<Readonly<Record<string, number>>>>
  readonly mayComment: Readonly<ShallowRef<boolean>>
  readonly isLoaded: Readonly<ShallowRef<boolean>>
  /** Why it could not be read last. */
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** The people who can be mentioned and assigned; read anew with the discussion. */
  readonly people: Readonly<ShallowRef<readonly Person[]>>
  /** Threads of each step, open ones only, for the signs beside them. */
  readonly openByStep: ComputedRef<ReadonlyMap<string, readonly Thread[]>>
  refresh: () => Promise<void>
  readPeople: () => Promise<void>
  start: (draft: ThreadDraft) => Promise<Outcome<Thread>>
  reply: (
    thread: Id<'th'>,
    comment: { readonly id: Id<'cm'>; readonly text: string },
  ) => Promise<Outcome<Thread>>
  edit: (place: CommentPlace, text: string) => Promise<Outcome<Thread>>
  remove: (place: CommentPlace) => Promise<Outcome<Thread>>
  react: (place: CommentPlace, reaction: Reaction, on: boolean) => Promise<Outcome<Thread>>
  settle: (thread: Id<'th'>, state: 'open' | 'resolved') => Promise<Outcome<Thread>>
  assign: (thread: Id<'th'>, person: Person | null) => Promise<Outcome<Thread>>
  markRead: (thread: Id<'th'>, through: number) => Promise<void>
  followColumns: (
    moves: readonly { readonly step: Id<'st'>; readonly from: string; readonly to: string }[],
  ) => Promise<void>
}

/** What a discussion needs from outside. */
export interface DiscussionParts {
  readonly api: ApiClient
  readonly workspace: Id<'ws'>
  readonly people: readonly Person[]
  readonly mayComment: boolean
}

type Work = Pick<Discussion, 'threads' | 'read' | 'mayComment' | 'isLoaded' | 'failure'>

/** Opens the discussion of a workspace; it reads when it is told to. */
export function openDiscussion(parts: DiscussionParts): Discussion {
  const { api, workspace } = parts
  const threads = shallowRef<ReadonlyMap<string, Thread>>(new Map())
  const read = shallowRef<Readonly<Record<string, number>>>({})
  const people = shallowRef(parts.people)
  const state = {
    mayComment: shallowRef(parts.mayComment),
    isLoaded: shallowRef(false),
    failure: shallowRef<Failure | null>(null),
  }
  const keep = (fresh: readonly Thread[]): void => {
    const next = new Map(threads.value)
    for (const thread of fresh) {
      // Answers overtake each other: the newer telling of a thread stays.
      if ((next.get(thread.id)?.revision ?? -1) <= thread.revision) next.set(thread.id, thread)
    }
    threads.value = next
  }
  const refresh = oneAtATime(readerOf(parts, { ...state, threads, read, keep }))
  return {
    threads,
    read,
    people,
    ...state,
    openByStep: computed(() => byStep(threads.value)),
    refresh,
    readPeople: async () => {
      const page = await api.readWorkspace({ params: { workspace } })
      if (page.ok) people.value = page.value.people
    },
    ...writersOf(parts, keep),
    markRead: async (thread, through) => {
      if (read.value[thread] === through) return
      read.value = { ...read.value, [thread]: through }
      await api.markThreadRead({ params: { workspace, thread }, body: { through } })
    },
    followColumns: async (moves) => {
      const followed = await api.followColumns({
        params: { workspace },
        body: { moves: [...moves] },
      })
      if (followed.ok && followed.value.followed > 0) await refresh()
    },
  }
}

function readerOf(
  { api, workspace }: DiscussionParts,
  {
    read,
    mayComment,
    isLoaded,
    failure,
    keep,
  }: { [K in keyof Work]: ShallowRef<Work[K]['value']> } & {
    readonly keep: (threads: readonly Thread[]) => void
  },
): () => Promise<void> {
  let since = 0
  return async () => {
    for (let more = true; more;) {
      const page = await api.readDiscussion({ params: { workspace }, query: { since } })
      failure.value = page.ok ? null : page.failure
      if (!page.ok) return
      keep(page.value.threads)
      read.value = page.value.read
      mayComment.value = page.value.mayComment
      ;({ revision: since, more } = page.value)
    }
    isLoaded.value = true
  }
}

/** Runs once more when it is asked for while it runs, however often. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let asked = 0
  const loop = async (): Promise<void> => {
    for (let done = -1; done !== asked;) {
      done = asked
      await work()
    }
  }
  return () => {
    asked += 1
    running ??= loop().finally(() => {
      running = null
    })
    return running
  }
}

function writersOf(
  { api, workspace }: DiscussionParts,
  keep: (threads: readonly Thread[]) => void,
) {
  const kept = async (call: Promise<Outcome<Thread>>): Promise<Outcome<Thread>> => {
    const outcome = await call
    if (!outcome.ok) return outcome
    keep([outcome.value])
    return accept(outcome.value)
  }
  const at = (place: CommentPlace) => ({ workspace, ...place })
  return {
    start: (draft: ThreadDraft) => kept(api.startThread({ params: { workspace }, body: draft })),
    reply: (thread: Id<'th'>, body: { readonly id: Id<'cm'>; readonly text: string }) =>
      kept(api.addComment({ params: { workspace, thread }, body })),
    edit: (place: CommentPlace, text: string) =>
      kept(api.editComment({ params: at(place), body: { text } })),
    remove: (place: CommentPlace) => kept(api.deleteComment({ params: at(place) })),
    react: (place: CommentPlace, reaction: Reaction, on: boolean) =>
      kept(api.reactToComment({ params: { ...at(place), reaction }, body: { on } })),
    settle: (thread: Id<'th'>, state: 'open' | 'resolved') =>
      kept(api.settleThread({ params: { workspace, thread }, body: { state } })),
    assign: (thread: Id<'th'>, person: Person | null) =>
      kept(
        api.assignThread({
          params: { workspace, thread },
          body: {
            assignee: person && { person: person.id, organisation: person.organisation.id },
          },
        }),
      ),
  }
}

function byStep(threads: ReadonlyMap<string, Thread>): ReadonlyMap<string, readonly Thread[]> {
  const found = new Map<string, Thread[]>()
  for (const thread of threads.values()) {
    const step = stepOfAnchor(thread.anchor)
    if (step === null || thread.state !== 'open') continue
    const list = found.get(step)
    if (list) list.push(thread)
    else found.set(step, [thread])
  }
  return found
}
