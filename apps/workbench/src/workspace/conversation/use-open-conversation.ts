import type { ApiClient } from '@weft/api-contract'
import { insideProposal, type ThreadAnchor } from '@weft/discussion-model'
import { isId, newId, type Id } from '@weft/kernel'
import { openHints } from '@weft/workspace-client'
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { openCommentDrafts } from './comment-drafts.ts'
import type { Conversation, Subject } from './conversation.ts'
import type { Person, Thread } from './discussion-shapes.ts'
import { filterThreads, unreadComments, type ThreadFilter } from './filter-threads.ts'
import { followedColumns, type RenamedColumn } from './followed-columns.ts'
import { openDiscussion, type Discussion } from './open-discussion.ts'
import { usePlaces, type PlaceParts } from './use-places.ts'

/** What a conversation is opened with. */
export interface ConversationParts {
  readonly api: ApiClient
  readonly workspace: Id<'ws'>
  readonly people: readonly Person[]
  readonly mayComment: boolean
  readonly me: Person
  readonly session: WorkspaceSession
  /** The proposal whose fork the session is of; null for the workspace itself. */
  readonly fork: Id<'pr'> | null
  /** Null until they are here. */
  readonly proposals: PlaceParts['proposals']
  /** Hears with the discussion that something stands otherwise. */
  readonly onHint: () => void
}

/** Hears that something was said, over a socket of the page's own space. */
function useHints(workspace: string, hear: () => void): void {
  const { protocol, host } = window.location
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') hear()
  }
  let hints: ReturnType<typeof openHints> | null = null
  onMounted(() => {
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/hints/${workspace}`
    hints = openHints({ url, onHint: hear, random: Math.random })
    document.addEventListener('visibilitychange', onVisible)
    hear()
  })
  onBeforeUnmount(() => {
    hints?.dispose()
    document.removeEventListener('visibilitychange', onVisible)
  })
}

/** Lets threads about renamed columns follow, once the steps are compiled with the new name. */
function useFollowing(session: WorkspaceSession, discussion: Discussion) {
  const waiting = shallowRef<readonly RenamedColumn[]>([])
  watch(session.compiled, (compiled) => {
    const renames = waiting.value
    if (renames.length === 0) return
    waiting.value = []
    const schemaOf = (step: Id<'st'>) => compiled.steps[step]?.schema ?? null
    const moves = renames.flatMap((one) =>
      followedColumns(discussion.threads.value.values(), schemaOf, one),
    )
    if (moves.length > 0) void discussion.followColumns(moves)
  })
  return (from: string, to: string): void => {
    waiting.value = [...waiting.value, { from, to }]
  }
}

/** Keeps the open thread in the address, so that a link opens it. */
function useThreadAddress() {
  const route = useRoute()
  const router = useRouter()
  const asked = computed(() => {
    const { thread } = route.query
    return isId('th', thread) ? thread : null
  })
  const sought = computed(() => {
    const { comment } = route.query
    return isId('cm', comment) ? comment : null
  })
  const go = (thread: string | null): void => {
    const query = { ...route.query }
    delete query['thread']
    delete query['comment']
    void router.replace({ query: thread ? { ...query, thread } : query })
  }
  return { route, router, asked, sought, go }
}

type Lists = Pick<Conversation, 'filter' | 'listed' | 'unread' | 'current'>

function useLists(discussion: Discussion, me: Person, asked: () => string | null): Lists {
  const filter = ref<ThreadFilter>('open')
  const reader = computed(() => ({ me: me.id, read: discussion.read.value }))
  const all = computed(() => [...discussion.threads.value.values()])
  return {
    filter,
    listed: computed(() => filterThreads(all.value, filter.value, reader.value)),
    unread: computed(
      () => all.value.filter((thread) => unreadComments(thread, reader.value).length > 0).length,
    ),
    current: computed<Thread | null>(() => discussion.threads.value.get(asked() ?? '') ?? null),
  }
}

function useSelections() {
  const offers: (() => ThreadAnchor | null)[] = []
  return {
    offerSelection: (read: () => ThreadAnchor | null): (() => void) => {
      offers.push(read)
      return () => {
        offers.splice(offers.indexOf(read), 1)
      }
    },
    selected: (): ThreadAnchor => {
      for (const read of offers.toReversed()) {
        const anchor = read()
        if (anchor) return anchor
      }
      return { kind: 'workspace' }
    },
  }
}

/** The thread that is being begun: what it is about is kept with its draft. */
function useOpening({
  drafts,
  discussion,
  subjectOf,
}: Pick<Conversation, 'drafts' | 'discussion' | 'subjectOf'>) {
  const begun = drafts.read('new')?.opening
  const opening = shallowRef<Subject | null>(
    begun ? { anchor: begun.anchor, words: begun.subject } : null,
  )
  const startOn = (anchor: ThreadAnchor): void => {
    if (!discussion.mayComment.value) return
    const subject = subjectOf(anchor)
    opening.value = subject
    const draft = drafts.read('new') ?? { text: '', picked: [], comment: newId('cm', Math.random) }
    const thread = draft.opening?.thread ?? newId('th', Math.random)
    drafts.write('new', { ...draft, opening: { thread, anchor, subject: subject.words } })
  }
  return {
    opening,
    startOn,
    cancelOpening: (): void => {
      opening.value = null
    },
  }
}

/** The thread before or after another in a list, going round. */
function neighbour(
  listed: readonly Thread[],
  current: Thread | null,
  by: -1 | 1,
): Thread | undefined {
  const at = listed.findIndex(({ id }) => id === current?.id)
  const next = at < 0 ? (by > 0 ? 0 : listed.length - 1) : at + by
  return listed[(next + listed.length) % listed.length]
}

/** Opens the panel for a link, and brings what its thread is about into view. */
function useFollowedLinks(
  asked: Readonly<Ref<string | null>>,
  current: Readonly<Ref<Thread | null>>,
  isOpen: Ref<boolean>,
  reveal: Conversation['reveal'],
): void {
  // A link may be followed while the page is open.
  watch(asked, (thread) => {
    if (thread) isOpen.value = true
  })
  // The place of a thread that is opened comes into view, once the thread is known.
  watch(
    () => current.value?.id,
    (thread) => {
      if (thread && current.value) reveal(current.value.anchor)
    },
  )
}

/** Opens the conversation of a workspace for the surrounding component. */
export function useOpenConversation(parts: ConversationParts): Conversation {
  const { workspace, me, session, fork, api, proposals } = parts
  const discussion = openDiscussion(parts)
  const drafts = openCommentDrafts(
    window.localStorage,
    `${me.id}:${me.organisation.id}:${fork ?? workspace}`,
  )
  const address = useThreadAddress()
  const places = usePlaces({
    api,
    workspace,
    session,
    fork,
    proposals,
    threads: discussion.threads,
  })
  const lists = useLists(discussion, me, () => address.asked.value)
  const selections = useSelections()
  const shown = shallowRef<{ readonly anchor: ThreadAnchor } | null>(null)
  const isOpen = ref(address.asked.value !== null || drafts.read('new')?.opening !== undefined)
  const begin = useOpening({ drafts, discussion, subjectOf: places.subjectOf })
  useHints(workspace, () => {
    void discussion.refresh()
    parts.onHint()
  })
  const reveal = (anchor: ThreadAnchor): void => {
    const { tab, isGone, proposal } = places.placeOf(anchor)
    if (isGone || tab === null) return
    const { query, name, params: now } = address.route
    if (tab !== 'proposal') shown.value = { anchor }
    const params = proposal ? { workspace, proposal } : { workspace }
    const isThere = name === tab && (proposal === null || now['proposal'] === proposal)
    if (!isThere) void address.router.push({ name: tab, params, query })
  }
  const startOn = (anchor: ThreadAnchor): void => {
    isOpen.value = true
    if (discussion.mayComment.value) address.go(null)
    begin.startOn(fork ? insideProposal(anchor, fork) : anchor)
  }
  const openThread = (thread: Id<'th'> | null): void => {
    if (thread) isOpen.value = true
    address.go(thread)
  }
  useFollowedLinks(address.asked, lists.current, isOpen, reveal)
  return {
    discussion,
    drafts,
    me,
    isOpen,
    ...lists,
    ...places,
    sought: address.sought,
    opening: begin.opening,
    shown,
    openThread,
    startOn,
    startOnSelection: () => {
      startOn(selections.selected())
    },
    cancelOpening: begin.cancelOpening,
    step: (by) => {
      const thread = neighbour(lists.listed.value, lists.current.value, by)
      isOpen.value = true
      if (thread) openThread(thread.id)
    },
    reveal,
    offerSelection: selections.offerSelection,
    // What a fork calls its columns moves no thread of the workspace.
    renamed: fork ? () => undefined : useFollowing(session, discussion),
  }
}
