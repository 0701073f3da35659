import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'

/** What the home page reads. */
export const useHome = defineStore('home', () => {
  const api = useApi()
  return {
    newApps: () => api.searchStore({ query: { sort: 'new' } }),
    scenarios: () => api.listScenarios(),
    workspaces: () => api.listWorkspaces(),
  }
})
