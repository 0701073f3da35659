import type { Failure, Outcome } from '@weft/kernel'
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

/** What a call to the space answered, for as long as the component lives. */
export interface Answer<T> {
  /** The last value; kept while it is asked for again. */
  readonly value: Readonly<ShallowRef<T | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  readonly waiting: Readonly<Ref<boolean>>
  reload: () => Promise<void>
}

/** Asks now, and again whenever something `ask` reads has changed; an answer that was overtaken is dropped. */
export function useAnswer<T>(ask: () => Promise<Outcome<T>>): Answer<T> {
  const value = shallowRef<T | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const waiting = ref(true)
  let asked = 0
  onScopeDispose(() => {
    asked += 1
  })
  async function settle(answer: Promise<Outcome<T>>): Promise<void> {
    asked += 1
    const mine = asked
    waiting.value = true
    const outcome = await answer
    if (mine !== asked) return
    waiting.value = false
    failure.value = outcome.ok ? null : outcome.failure
    if (outcome.ok) value.value = outcome.value
  }
  // The getter runs `ask`, so that what it reads before its first wait is watched.
  watch(ask, (answer) => void settle(answer), { immediate: true })
  return { value, failure, waiting, reload: () => settle(ask()) }
}
