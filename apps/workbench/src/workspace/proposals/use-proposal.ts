import type { ApiClient } from '@weft/api-contract'
import type { Failure, Id } from '@weft/kernel'
import { useDebounceFn } from '@vueuse/core'
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useAnswer } from '../../api/use-answer.ts'
import type { ProposalPage } from './proposal-shapes.ts'

/** A proposal as it is now, and what the person has looked at. */
export interface OpenProposal {
  readonly page: Readonly<ShallowRef<ProposalPage | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** The content this person has looked at, once another one has taken its place. */
  readonly lookedAt: ComputedRef<ProposalPage | null>
  /** From now on the content that is shown counts as looked at. */
  look: () => void
  reload: () => Promise<void>
  /** Reads it again soon: many edits are one reading. */
  reloadSoon: () => void
}

const quietMs = 500
const longestQuietMs = 3000

/** Reads a proposal for the surrounding component. */
export function useProposal(api: ApiClient, proposal: () => Id<'pr'>): OpenProposal {
  const answer = useAnswer(() => api.readProposal({ params: { proposal: proposal() } }))
  const looked = shallowRef<ProposalPage | null>(null)
  watch(answer.value, (page) => {
    if (page?.id !== looked.value?.id || !looked.value) looked.value = page
  })
  const reloadSoon = useDebounceFn(
    () => {
      void answer.reload()
    },
    quietMs,
    { maxWait: longestQuietMs },
  )
  return {
    page: answer.value,
    failure: answer.failure,
    lookedAt: computed(() => {
      const { value: page } = answer.value
      const before = looked.value
      if (!page || !before || page.state !== 'open') return null
      return page.contentHash === before.contentHash ? null : before
    }),
    look: () => {
      looked.value = answer.value.value
    },
    reload: answer.reload,
    reloadSoon: () => void reloadSoon(),
  }
}
