import type { ApiClient } from '@weft/api-contract'
import type { Failure } from '@weft/kernel'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Version } from './history-shapes.ts'

const everyMs = 8_000
const page = 100

/** The time line of a workspace: kept up to date while the page is in sight, older versions on demand. */
export function useVersions(api: ApiClient, workspace: `ws_${string}`) {
  const versions = shallowRef<readonly Version[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const hasOlder = ref(false)
  const busy = ref(false)
  let isOpen = true

  /** Puts what was read over what is known: a version keeps its place by its number. */
  function take(read: readonly Version[]): void {
    const known = new Map((versions.value ?? []).map((one) => [one.number, one]))
    for (const one of read) known.set(one.number, one)
    versions.value = [...known.values()].toSorted((a, b) => b.number - a.number)
  }
  async function ask(before?: number): Promise<void> {
    const query = before === undefined ? {} : { before }
    const answer = await api.listVersions({ params: { workspace }, query })
    if (!isOpen) return
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return
    if (before !== undefined || versions.value === null)
      hasOlder.value = answer.value.length === page
    take(answer.value)
  }
  async function older(): Promise<void> {
    const last = versions.value?.at(-1)
    if (!last || busy.value) return
    busy.value = true
    await ask(last.number)
    busy.value = false
  }
  const look = (): void => {
    if (document.visibilityState === 'visible') void ask()
  }
  const timer = setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
  onScopeDispose(() => {
    isOpen = false
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
  void ask()
  return { versions, failure, hasOlder, busy, older, reload: () => ask() }
}
