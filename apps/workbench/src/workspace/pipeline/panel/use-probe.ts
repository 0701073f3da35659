import type { Failure } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { AnswerRows } from '../../session/ask-step.ts'
import { useWorkspaceSession } from '../../session/workspace-session.ts'

/** How far the answer about a step is. */
export type ProbeAnswer =
  | { readonly state: 'none' | 'asking' }
  | { readonly state: 'known'; readonly rows: AnswerRows }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Asks a probe of a step while it is on screen, again whenever its SQL or its inputs change; only the latest answer counts. */
export function useProbe(step: () => StepId, probe: string): Readonly<ShallowRef<ProbeAnswer>> {
  const session = useWorkspaceSession()
  const answer = shallowRef<ProbeAnswer>({ state: 'none' })
  let stop = new AbortController()
  const question = (): string => {
    const found = session.compiled.value.steps[step()]
    const sql = found?.probes[probe]
    // Tables are named by the hash of their content, so equal SQL over equal names is the same question.
    return sql === undefined ? '' : JSON.stringify([sql, found?.inputs])
  }
  watch(
    question,
    async (asked) => {
      stop.abort()
      const mine = new AbortController()
      stop = mine
      answer.value = { state: asked === '' ? 'none' : 'asking' }
      if (asked === '') return
      const found = await session.askProbe({ step: step(), probe, signal: mine.signal })
      if (mine.signal.aborted) return
      answer.value = found.ok
        ? { state: 'known', rows: found.value }
        : { state: 'failed', failure: found.failure }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    stop.abort()
  })
  return answer
}
