import type { FastifyInstance } from 'fastify'
import { openHints, type HintDeps } from './open-hints.ts'
import { openSync, type SyncDeps } from './open-sync.ts'

/** Opens the live documents and the hints, and lets each take the sockets of its own path. */
export function openSockets(
  http: FastifyInstance,
  deps: SyncDeps & HintDeps,
): { readonly dispose: () => Promise<void> } {
  const hints = openHints(http, deps)
  const hub = openSync(http, deps)
  http.server.on('upgrade', (request, socket, head) => {
    const isTaken = hints.upgrade(request, socket, head) || hub.upgrade(request, socket, head)
    if (!isTaken) socket.destroy()
  })
  return {
    dispose: () => {
      hints.dispose()
      return hub.dispose()
    },
  }
}
