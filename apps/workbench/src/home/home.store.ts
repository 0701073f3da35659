import type { discussionRoutes, proposalRoutes, ResponseOf } from '@weft/api-contract'
import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'

/** A thread that waits for the person. */
export type AssignedThread = ResponseOf<typeof discussionRoutes.listAssignedThreads>[number]

/** A proposal that waits for the person's organisation. */
export type WantedReview = ResponseOf<typeof proposalRoutes.listWantedReviews>[number]

/** What the home page reads. */
export const useHome = defineStore('home', () => {
  const api = useApi()
  return {
    newApps: () => api.searchStore({ query: { sort: 'new' } }),
    scenarios: () => api.listScenarios(),
    assigned: () => api.listAssignedThreads(),
    wantedReviews: () => api.listWantedReviews(),
    workspaces: () => api.listWorkspaces(),
  }
})
