import type { Failure, Outcome } from '@weft/kernel'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

/** One change on its way to the space: what a form's button and its refusal show. */
export interface Sending {
  readonly busy: Readonly<Ref<boolean>>
  /** Emptied when somebody begins anew. */
  readonly failure: ShallowRef<Failure | null>
  /** Sends unless one is on its way; gives the value, or null when it was refused. */
  send: <T>(change: () => Promise<Outcome<T>>) => Promise<T | null>
}

/** Keeps the state of one change at a time. */
export function useSending(): Sending {
  const busy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  return {
    busy,
    failure,
    send: async (change) => {
      if (busy.value) return null
      busy.value = true
      failure.value = null
      const outcome = await change()
      busy.value = false
      if (outcome.ok) return outcome.value
      failure.value = outcome.failure
      return null
    },
  }
}
