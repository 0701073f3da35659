import type { discussionRoutes, ResponseOf } from '@weft/api-contract'
import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'

/** A thread that waits for the person. */
export type AssignedThread = ResponseOf<typeof discussionRoutes.listAssignedThreads>[number]

/** What the home page reads. */
export const useHome = defineStore('home', () => {
  const api = useApi()
  return {
    newApps: () => api.searchStore({ query: { sort: 'new' } }),
    scenarios: () => api.listScenarios(),
    assigned: () => api.listAssignedThreads(),
    workspaces: () => api.listWorkspaces(),
  }
})
