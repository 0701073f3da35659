import { isId, type Clock, type Random } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { webHeaders } from './http/register-routes.ts'
import type { AddressOf } from './http/remote-address.ts'
import { allowedHost, checkSameOrigin, type Reach } from './http/request-origin.ts'
import type { Accounts } from './modules/accounts/index.ts'
import { admitToFork } from './modules/proposals/index.ts'
import { admitToDocument } from './modules/workspaces/index.ts'
import type { RightsBoard } from './rights-board.ts'
import type { Store } from './store/store.ts'
import type { Metrics } from './metrics/open-metrics.ts'
import {
  openDocumentWork,
  openSyncHub,
  type HubCluster,
  type SyncHub,
  type UpdateLog,
} from './sync/index.ts'

/** What live documents need of the rest of the server. */
export interface SyncDeps {
  readonly store: Store
  readonly log: UpdateLog
  readonly accounts: Accounts
  readonly reach: Reach
  readonly rights: RightsBoard
  readonly cluster: HubCluster | null
  readonly now: Clock
  readonly random: Random
  readonly addressOf: AddressOf
  readonly metrics: Metrics
}

/** Opens the hub of live documents. */
export function openSync(http: FastifyInstance, deps: SyncDeps): SyncHub {
  const work = openDocumentWork()
  const { log, now, random, rights, addressOf, metrics } = deps
  const hub = openSyncHub({
    log,
    now,
    random,
    rights,
    cluster: deps.cluster,
    work,
    addressOf,
    observer: metrics.observer,
    isOwnOrigin: ({ headers }) => isOwnOrigin(headers, deps.reach),
    admit: async (request, document) => {
      const caller = await deps.accounts.readCaller(webHeaders(request))
      const admit = isId('pr', document) ? admitToFork : admitToDocument
      return admit(deps.store, caller, document)
    },
    onFailure: (message, cause) => http.log.error({ err: cause }, message),
  })
  metrics.watchHub(() => hub.figures())
  return {
    ...hub,
    dispose: async () => {
      await hub.dispose()
      await work.dispose()
    },
  }
}

type RequestHeaders = Parameters<typeof allowedHost>[0]

/** A socket opened by a page of another site would carry the person's cookie; browsers always name the origin. */
export function isOwnOrigin(headers: RequestHeaders, reach: Reach): boolean {
  const host = allowedHost(headers, reach)
  return host !== null && checkSameOrigin('POST', withoutSite(headers), host) === null
}

/** Browsers differ in the fetch site they give a socket; its origin alone decides. */
function withoutSite(headers: RequestHeaders): RequestHeaders {
  const { 'sec-fetch-site': site, ...rest } = headers
  return headers.origin === undefined ? { ...rest, 'sec-fetch-site': site } : rest
}
