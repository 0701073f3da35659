import { accountRoutes, organisationRoutes } from './routes/accounts.ts'
import { datasetRoutes } from './routes/datasets.ts'
import { historyRoutes } from './routes/history.ts'
import { discussionRoutes } from './routes/discussions.ts'
import { feedbackRoutes, releaseRoutes } from './routes/releases.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { scenarioRoutes } from './routes/scenarios.ts'
import { templateRoutes } from './routes/templates.ts'
import { workspaceRoutes } from './routes/workspaces.ts'

/** Every operation of the API, by name. */
export const allRoutes = {
  ...accountRoutes,
  ...organisationRoutes,
  ...scenarioRoutes,
  ...datasetRoutes,
  ...workspaceRoutes,
  ...historyRoutes,
  ...releaseRoutes,
  ...discussionRoutes,
  ...feedbackRoutes,
  ...proposalRoutes,
  ...templateRoutes,
}

/** The name of an operation. */
export type RouteName = keyof typeof allRoutes
