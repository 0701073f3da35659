import type { ApiClient, ResponseOf, scenarioRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'

/** A posted need, as the space answers it. */
export type Scenario = ResponseOf<typeof scenarioRoutes.readScenario>

/** What its owner writes. */
export type ScenarioDraft = Parameters<ApiClient['postScenario']>[0]['body']

/** Reading and writing scenarios, and starting a workspace from one. */
export const useScenarios = defineStore('scenarios', () => {
  const api = useApi()
  return {
    list: () => api.listScenarios(),
    read: (scenario: Id<'sc'>) => api.readScenario({ params: { scenario } }),
    post: (draft: ScenarioDraft) => api.postScenario({ body: draft }),
    edit: (scenario: Id<'sc'>, draft: ScenarioDraft, version: number) =>
      api.editScenario({ params: { scenario }, body: { ...draft, version } }),
    start: (body: Parameters<ApiClient['startWorkspace']>[0]['body']) =>
      api.startWorkspace({ body }),
    listOrganisations: () => api.listOrganisations(),
  }
})
