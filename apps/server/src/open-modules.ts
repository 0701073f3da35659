import {
  accountRoutes,
  datasetRoutes,
  discussionRoutes,
  feedbackRoutes,
  historyRoutes,
  organisationRoutes,
  proposalRoutes,
  releaseRoutes,
  scenarioRoutes,
  templateRoutes,
  workspaceRoutes,
  type Route,
} from '@weft/api-contract'
import type { FastifyInstance } from 'fastify'
import { registerRoutes, type RouteDeps } from './http/register-routes.ts'
import type { Accounts } from './modules/accounts/index.ts'
import { datasetHandlers } from './modules/datasets/index.ts'
import { discussionHandlers, openPersonRates } from './modules/discussions/index.ts'
import { feedbackHandlers, type FeedbackDeps } from './modules/feedback/index.ts'
import { historyHandlers, type HistoryDeps } from './modules/history/index.ts'
import { organisationHandlers } from './modules/organisations/index.ts'
import { proposalHandlers, type ProposalDeps } from './modules/proposals/index.ts'
import { releaseHandlers, type PublishDeps } from './modules/releases/index.ts'
import { scenarioHandlers } from './modules/scenarios/index.ts'
import { templateHandlers } from './modules/templates/index.ts'
import {
  workspaceHandlers,
  workspacesOfScenarios,
  workspacesUsing,
} from './modules/workspaces/index.ts'
import type { RightsBoard } from './rights-board.ts'
import type { TalkBoard } from './talk-board.ts'

/** What every module works with. */
export interface ModuleDeps extends PublishDeps, FeedbackDeps, HistoryDeps, ProposalDeps {
  readonly accounts: Accounts
  readonly rights: RightsBoard
  readonly talk: TalkBoard
}

/** Opens the modules and serves their routes, lowest module first. */
export function openModules(http: FastifyInstance, deps: ModuleDeps, routeDeps: RouteDeps): void {
  const add = (
    routes: Readonly<Record<string, Route>>,
    handlers: Parameters<typeof registerRoutes>[2],
  ): void => registerRoutes(http, routes, handlers, routeDeps)
  add(accountRoutes, deps.accounts.handlers)
  add(organisationRoutes, organisationHandlers(deps))
  add(scenarioRoutes, scenarioHandlers({ ...deps, workspacesOf: workspacesOfScenarios }))
  add(
    datasetRoutes,
    datasetHandlers({
      ...deps,
      workspacesUsing: (reader, caller, dataset) => workspacesUsing(deps, reader, caller, dataset),
    }),
  )
  add(workspaceRoutes, workspaceHandlers(deps))
  add(historyRoutes, historyHandlers(deps))
  add(releaseRoutes, releaseHandlers(deps))
  add(discussionRoutes, discussionHandlers({ ...deps, rates: openPersonRates(deps.now) }))
  add(feedbackRoutes, feedbackHandlers(deps))
  add(proposalRoutes, proposalHandlers(deps))
  add(templateRoutes, templateHandlers(deps))
}
