import type { ApiClient } from '@weft/api-contract'
import type { Failure, Id } from '@weft/kernel'
import {
  computed,
  inject,
  provide,
  ref,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue'
import { useAnswer } from '../../api/use-answer.ts'
import type { ProposalEntry } from './proposal-shapes.ts'

/** What is done once a proposal was opened, before its fork is shown; tells whether it went well. */
export type AfterOpening = (proposal: Id<'pr'>) => Promise<boolean>

/** The proposals of an open workspace, for every part of its page. */
export interface ProposalBoard {
  /** Null until they are here. */
  readonly entries: Readonly<ShallowRef<readonly ProposalEntry[] | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  readonly openCount: ComputedRef<number>
  readonly mayPropose: boolean
  /** Counts the hints that something may stand otherwise. */
  readonly heard: Readonly<Ref<number>>
  /** Whether the dialog for a new proposal is open. */
  readonly isProposing: Ref<boolean>
  readonly afterOpening: Readonly<ShallowRef<AfterOpening | null>>
  reload: () => Promise<void>
  hear: () => void
  /** Opens the dialog for a new proposal. */
  propose: (afterOpening?: AfterOpening) => void
}

const key: InjectionKey<ProposalBoard> = Symbol('proposals')

/** Reads the proposals of a workspace for the surrounding component and every one below. */
export function provideProposals(given: {
  readonly api: ApiClient
  readonly workspace: Id<'ws'>
  readonly mayPropose: boolean
}): ProposalBoard {
  const { api, workspace, mayPropose } = given
  const answer = useAnswer(() => api.listProposals({ params: { workspace } }))
  const heard = ref(0)
  const afterOpening = shallowRef<AfterOpening | null>(null)
  const isProposing = ref(false)
  const board: ProposalBoard = {
    entries: answer.value,
    failure: answer.failure,
    openCount: computed(
      () => answer.value.value?.filter(({ state }) => state === 'open').length ?? 0,
    ),
    mayPropose,
    heard,
    isProposing,
    afterOpening,
    reload: answer.reload,
    hear: () => {
      heard.value += 1
      void answer.reload()
    },
    propose: (after) => {
      afterOpening.value = after ?? null
      isProposing.value = true
    },
  }
  provide(key, board)
  return board
}

/** The proposals around a component, or null where there are none, as inside a fork. */
export function useProposals(): ProposalBoard | null {
  return inject(key, null)
}

/** The proposals around a part of their own pages. */
export function useOwnProposals(): ProposalBoard {
  const board = inject(key)
  if (!board) throw new Error('No proposals are provided above this component.')
  return board
}
