import type { ApiClient, ResponseOf, accountRoutes } from '@weft/api-contract'
import type { Failure, Outcome } from '@weft/kernel'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { forgetCommentDrafts } from '../workspace/conversation/comment-drafts.ts'
import { useApi } from '../api/use-api.ts'

/** Who is calling, and in which space. */
export type Me = ResponseOf<typeof accountRoutes.readMe>

/** The client of workspaces comes with the workspaces; nobody needs it before. */
async function forgetCopies(): Promise<void> {
  const { forgetOfflineCopies } = await import('@weft/workspace-client')
  await forgetOfflineCopies()
}

/** The signed-in person, the organisation acted for, and the ways in and out. */
export const useSession = defineStore('session', () => {
  const api = useApi()
  const me = shallowRef<Me | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const refresh = async (): Promise<void> => {
    const outcome = await api.readMe()
    failure.value = outcome.ok ? null : outcome.failure
    if (outcome.ok) me.value = outcome.value
  }
  /** Looks again, quietly: what did not change stays the same object, and a failure is none of the reader's concern. */
  const look = async (): Promise<void> => {
    const before = me.value
    const outcome = await api.readMe()
    // Whatever somebody did meanwhile is newer than this answer.
    if (!outcome.ok || me.value !== before) return
    if (JSON.stringify(outcome.value) !== JSON.stringify(before)) me.value = outcome.value
  }
  const andRefresh = async <T>(change: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await change
    if (outcome.ok) await refresh()
    return outcome
  }
  return {
    me,
    failure,
    person: computed(() => me.value?.person ?? null),
    space: computed(() => me.value?.space ?? null),
    refresh,
    look,
    signIn: (email: string, password: string) =>
      andRefresh(api.signIn({ body: { email, password } })),
    signInAs: (person: string) => andRefresh(api.signInAsDemoPerson({ body: { person } })),
    signOut: async () => {
      const outcome = await andRefresh(api.signOut())
      if (outcome.ok) {
        forgetCommentDrafts(window.localStorage)
        forgetCopies().catch(reportError)
      }
      return outcome
    },
    actFor: (organisation: string) =>
      andRefresh(api.switchOrganisation({ body: { organisation } })),
    setUp: (body: Parameters<ApiClient['setUpSpace']>[0]['body']) =>
      andRefresh(api.setUpSpace({ body })),
    join: (invitation: string, account: { name: string; password: string } | null) =>
      andRefresh(api.acceptInvitation({ params: { invitation }, body: account })),
  }
})
