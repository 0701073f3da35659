import type { ThreadAnchor } from '@weft/discussion-model'
import type { Id } from '@weft/kernel'
import {
  inject,
  provide,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { CommentDrafts } from './comment-drafts.ts'
import type { Person, Thread } from './discussion-shapes.ts'
import type { ThreadFilter } from './filter-threads.ts'
import type { Place } from './find-place.ts'
import type { Discussion } from './open-discussion.ts'

/** Something that can be commented on: where, and how it is called. */
export interface Subject {
  readonly anchor: ThreadAnchor
  /** What is kept as its name for when it is gone. */
  readonly words: string
}

/** What the panel and the signs beside steps and widgets work with. */
export interface Conversation {
  readonly discussion: Discussion
  readonly drafts: CommentDrafts
  readonly me: Person
  readonly isOpen: Ref<boolean>
  readonly filter: Ref<ThreadFilter>
  /** The threads of the list as it is filtered. */
  readonly listed: ComputedRef<readonly Thread[]>
  readonly unread: ComputedRef<number>
  readonly current: ComputedRef<Thread | null>
  /** The comment a link led to. */
  readonly sought: Readonly<ShallowRef<string | null>>
  /** What a new thread is about while it is being written. */
  readonly opening: Readonly<ShallowRef<Subject | null>>
  /** What is to be brought into view; emptied by the part of the page that did. */
  readonly shown: ShallowRef<{ readonly anchor: ThreadAnchor } | null>
  placeOf: (anchor: ThreadAnchor) => Place
  /** What an anchor is about in a few words; of one that is gone, what it was. */
  sayPlace: (thread: Pick<Thread, 'anchor' | 'subject'>) => string
  /** How a thing is called now, to be kept with a thread about it. */
  subjectOf: (anchor: ThreadAnchor) => Subject
  openThread: (thread: Id<'th'> | null) => void
  /** Begins a thread; a viewer is only shown the panel. */
  startOn: (anchor: ThreadAnchor) => void
  /** Begins a thread on what is selected, or on the workspace. */
  startOnSelection: () => void
  cancelOpening: () => void
  step: (by: -1 | 1) => void
  reveal: (anchor: ThreadAnchor) => void
  /** Lets a part of the page say what is selected in it, until the returned function is called; the last one asked first. */
  offerSelection: (read: () => ThreadAnchor | null) => () => void
  /** A column is called otherwise from now on: threads about it follow as soon as the steps have the new name. */
  renamed: (from: string, to: string) => void
}

const key: InjectionKey<Conversation> = Symbol('conversation')

/** Gives the conversation to every component below. */
export function provideConversation(conversation: Conversation): void {
  provide(key, conversation)
}

/** The conversation around a component, or null where nobody talks, as in a preview of a single part. */
export function useConversation(): Conversation | null {
  return inject(key, null)
}

/** The conversation around a part of its own panel. */
export function useOwnConversation(): Conversation {
  const conversation = inject(key)
  if (!conversation) throw new Error('No conversation is provided above this component.')
  return conversation
}
