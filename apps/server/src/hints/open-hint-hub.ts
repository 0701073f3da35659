import { isId, type Clock, type Outcome } from '@weft/kernel'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { RightsBoard } from '../rights-board.ts'
import type { TalkBoard } from '../talk-board.ts'
import { closeHints, refuseHints } from './close-hints.ts'
import { openListeners, type HintListener } from './hint-listeners.ts'

/** Who listens, and until when they may. */
export interface HintAdmission {
  readonly person: string
  readonly organisation: string
  readonly endsAt: number
}

/** What the hub works with. */
export interface HintHubSettings {
  /** A workspace that does not exist and one that is not theirs are refused alike. */
  readonly admit: (request: IncomingMessage, workspace: string) => Promise<Outcome<HintAdmission>>
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  readonly talk: Pick<TalkBoard, 'watch'>
  readonly rights: Pick<RightsBoard, 'watch'>
  readonly now: Clock
  readonly onFailure: (message: string, cause: unknown) => void
  readonly everyMs?: number
  readonly listenersPerPerson?: number
}

/** Tells people in a workspace that there is something new to read; see docs/specs/discussion.md. */
export interface HintHub {
  /** Takes an HTTP upgrade; false when its path is not the hub's. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  readonly listening: () => number
  dispose(): void
}

const path = '/hints/'
/** Nothing is asked over this socket: whoever sends more than a pong is no client of ours. */
const mostBytes = 128

/** Ends sockets that have gone without a word, and asks about sessions that should be over. */
function tend(server: WebSocketServer, awake: WeakSet<WebSocket>): void {
  for (const socket of server.clients) {
    if (!awake.delete(socket)) socket.terminate()
    else socket.ping()
  }
}

interface Hall {
  readonly settings: HintHubSettings
  readonly server: WebSocketServer
  readonly awake: WeakSet<WebSocket>
  readonly listeners: ReturnType<typeof openListeners>
}

function seat({ awake, listeners }: Hall, listener: HintListener, changesSeen: number): void {
  const { socket } = listener
  awake.add(socket)
  socket.on('pong', () => awake.add(socket))
  socket.on('error', () => undefined)
  socket.on('message', () => closeHints(socket, 'malformed'))
  socket.on('close', listeners.add(listener))
  // Rights may have changed while they were read, when nobody heard of this listener.
  if (listeners.changes() !== changesSeen) listeners.ask(listener)
}

/** What an HTTP upgrade hands over. */
type Upgrade = Parameters<HintHub['upgrade']>

/** Lets in who may listen to a workspace; everybody else is told why not. */
async function enter(hall: Hall, [request, socket, head]: Upgrade, id: string): Promise<void> {
  const { listeners, server } = hall
  const { admit, isOwnOrigin } = hall.settings
  if (!isId('ws', id)) {
    refuseHints(socket, 404)
    return
  }
  if (!isOwnOrigin(request)) {
    refuseHints(socket, 403)
    return
  }
  const changesSeen = listeners.changes()
  const admission = await admit(request, id)
  if (socket.destroyed) return
  server.handleUpgrade(request, socket, head, (accepted) => {
    // A browser is told no status, only the code of a closing.
    if (!admission.ok) {
      closeHints(accepted, admission.failure)
      return
    }
    const again = () => admit(request, id)
    const listener = { workspace: id, socket: accepted, admission: admission.value, again }
    seat(hall, listener, changesSeen)
  })
}

/** Opens the hub. */
export function openHintHub(settings: HintHubSettings): HintHub {
  const { talk, rights, now, onFailure, everyMs = 30_000 } = settings
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    perMessageDeflate: false,
  })
  const awake = new WeakSet<WebSocket>()
  const listeners = openListeners({ onFailure, mostPerPerson: settings.listenersPerPerson ?? 20 })
  const stopTalk = talk.watch((workspace) => listeners.said(workspace))
  const stopRights = rights.watch((change) => listeners.rightsChanged(change))
  const timer = setInterval(() => {
    tend(server, awake)
    listeners.askWhenOver(now())
  }, everyMs)
  const hall = { settings, server, awake, listeners }
  return {
    upgrade: (request, socket, head) => {
      const target = `http://hints.invalid${request.url ?? '/'}`
      const url = URL.canParse(target) ? new URL(target) : null
      if (!url?.pathname.startsWith(path)) return false
      socket.on('error', () => socket.destroy())
      enter(hall, [request, socket, head], url.pathname.slice(path.length)).catch(
        (cause: unknown) => {
          onFailure('A listener could not be accepted', cause)
          refuseHints(socket, 503)
        },
      )
      return true
    },
    listening: () => listeners.count(),
    dispose: () => {
      clearInterval(timer)
      stopTalk()
      stopRights()
      for (const socket of server.clients) {
        closeHints(socket, 'shutting-down')
        socket.terminate()
      }
      server.close()
    },
  }
}
