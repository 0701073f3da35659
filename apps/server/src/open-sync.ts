import type { Clock } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { webHeaders } from './http/register-routes.ts'
import { allowedHost, checkSameOrigin, type Reach } from './http/request-origin.ts'
import type { Accounts } from './modules/accounts/index.ts'
import { admitToDocument } from './modules/workspaces/index.ts'
import type { RightsBoard } from './rights-board.ts'
import type { Store } from './store/store.ts'
import { openSyncHub, type HubCluster, type SyncHub, type UpdateLog } from './sync/index.ts'

/** What live documents need of the rest of the server. */
export interface SyncDeps {
  readonly store: Store
  readonly log: UpdateLog
  readonly accounts: Accounts
  readonly reach: Reach
  readonly rights: RightsBoard
  readonly cluster: HubCluster | null
  readonly now: Clock
}

/** Opens the hub and lets it take the sockets of the HTTP server. */
export function openSync(http: FastifyInstance, deps: SyncDeps): SyncHub {
  const hub = openSyncHub({
    log: deps.log,
    now: deps.now,
    rights: deps.rights,
    cluster: deps.cluster,
    // A socket opened by a page of another site would carry the person's cookie; browsers always name the origin.
    isOwnOrigin: ({ headers }) => {
      const host = allowedHost(headers, deps.reach)
      return host !== null && checkSameOrigin('POST', withoutSite(headers), host) === null
    },
    admit: async (request, document) =>
      admitToDocument(deps.store, await deps.accounts.readCaller(webHeaders(request)), document),
    onFailure: (message, cause) => http.log.error({ err: cause }, message),
  })
  http.server.on('upgrade', (request, socket, head) => {
    if (!hub.upgrade(request, socket, head)) socket.destroy()
  })
  return hub
}

type RequestHeaders = Parameters<typeof allowedHost>[0]

/** Browsers differ in the fetch site they give a socket; its origin alone decides. */
function withoutSite(headers: RequestHeaders): RequestHeaders {
  const { 'sec-fetch-site': site, ...rest } = headers
  return headers.origin === undefined ? { ...rest, 'sec-fetch-site': site } : rest
}
