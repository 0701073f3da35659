import type { ResponseOf, workspaceRoutes } from '@weft/api-contract'
import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'

/** A workspace in a list. */
export type WorkspaceEntry = ResponseOf<typeof workspaceRoutes.listWorkspaces>[number]

/** The workspaces of the organisation acted for. */
export const useWorkspaces = defineStore('workspaces', () => {
  const api = useApi()
  return {
    list: () => api.listWorkspaces(),
    join: (workspace: WorkspaceEntry['id']) => api.joinWorkspace({ params: { workspace } }),
  }
})
