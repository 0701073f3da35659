import type { FastifyInstance } from 'fastify'
import { openHints, type HintDeps } from './open-hints.ts'
import { openSync, type SyncDeps } from './open-sync.ts'

/** The sockets of a server. */
export interface OpenSockets {
  /** Adds an update to a document so that whoever has it open sees it. */
  readonly write: (document: string, update: Uint8Array) => Promise<void>
  readonly dispose: () => Promise<void>
}

/** Opens the live documents and the hints, and lets each take the sockets of its own path. */
export function openSockets(http: FastifyInstance, deps: SyncDeps & HintDeps): OpenSockets {
  const hints = openHints(http, deps)
  const hub = openSync(http, deps)
  http.server.on('upgrade', (request, socket, head) => {
    const isTaken = hints.upgrade(request, socket, head) || hub.upgrade(request, socket, head)
    if (!isTaken) socket.destroy()
  })
  return {
    write: (document, update) => hub.write(document, update),
    dispose: () => {
      hints.dispose()
      return hub.dispose()
    },
  }
}
