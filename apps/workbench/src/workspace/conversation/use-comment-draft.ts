import type { TypedComment } from '@weft/discussion-model'
import { newId, type Failure, type Id, type Outcome } from '@weft/kernel'
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { CommentDrafts } from './comment-drafts.ts'

/** A comment being written: kept in this browser until it has been sent. */
export interface WrittenComment {
  readonly typed: Ref<TypedComment>
  readonly busy: Readonly<Ref<boolean>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** Sends it; what failed stays and can be sent again under the same identifier. */
  send: (call: (comment: Id<'cm'>) => Promise<Outcome<unknown>>) => Promise<boolean>
  discard: () => void
}

const empty: TypedComment = { text: '', picked: [] }

/** Writes a comment under a key of the drafts; `first` is what stands there when nothing was begun. */
export function useCommentDraft(
  drafts: CommentDrafts,
  key: string,
  first: TypedComment = empty,
): WrittenComment {
  const kept = drafts.read(key)
  const typed = shallowRef<TypedComment>(kept?.text ? kept : first)
  const busy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  let comment = kept?.comment ?? newId('cm', Math.random)
  const discard = (): void => {
    comment = newId('cm', Math.random)
    typed.value = first
    failure.value = null
    drafts.write(key, null)
  }
  watch(typed, ({ text, picked }) => {
    if (text === first.text && !drafts.read(key)?.opening) drafts.write(key, null)
    else drafts.write(key, { ...drafts.read(key), text, picked, comment })
  })
  return {
    typed,
    busy,
    failure,
    discard,
    send: async (call) => {
      if (busy.value) return false
      busy.value = true
      const outcome = await call(comment)
      busy.value = false
      failure.value = outcome.ok ? null : outcome.failure
      if (outcome.ok) discard()
      return outcome.ok
    },
  }
}
