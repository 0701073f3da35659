import { isId, type Clock, type Outcome } from '@weft/kernel'
import { closeReasons, durableParameter, messageLimits, syncPath } from '@weft/sync-protocol'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { openConnection, type Admission, type Connection } from './connection.ts'
import type { Room } from './open-room.ts'
import { openRooms, type Rooms } from './open-rooms.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { syncLimits, type SyncLimits } from './sync-limits.ts'
import type { UpdateLog } from './update-log.ts'

/** What the hub works with. */
export interface SyncHubSettings {
  readonly log: UpdateLog
  /** Who is calling and what they may do here. A document that does not exist and one that is not theirs are refused alike. */
  readonly admit: (request: IncomingMessage, document: string) => Promise<Outcome<Admission>>
  /** Whether the page that opens the socket belongs to this space. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  readonly now: Clock
  readonly limits?: Partial<SyncLimits>
  readonly onFailure: (message: string, cause: unknown) => void
}

/** Everybody whose sockets are to be closed. */
export interface CloseTarget {
  readonly person?: string
  readonly organisation?: string
  readonly document?: string
}

/** Live documents for many people; see docs/specs/sync-protocol.md. */
export interface SyncHub {
  /** Takes an HTTP upgrade; false when its path is not the hub's, so that somebody else may take it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Closes the sockets that match everything given: rights were taken away. */
  closeFor(target: CloseTarget): void
  openDocuments(): number
  /** Closes every socket after what has arrived is stored. */
  dispose(): Promise<void>
  /** Ends at once, as if the process were killed. */
  abandon(): void
}

function bytesOf(payload: RawData): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload)
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload
}

function matches(target: CloseTarget, document: string, { person }: Connection): boolean {
  return (
    (target.person === undefined || target.person === person.id) &&
    (target.organisation === undefined || target.organisation === person.organisation.id) &&
    (target.document === undefined || target.document === document)
  )
}

function openSocketServer(): WebSocketServer {
  // Twice our own limit, so that a message that is only somewhat too large gets the named code.
  const maxPayload = messageLimits.messageBytes * 2
  return new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
}

/** Ends sockets whose other end has gone without a word. */
function watchSockets(server: WebSocketServer, everyMs: number): () => void {
  const awake = new WeakSet<WebSocket>()
  server.on('connection', (socket: WebSocket) => {
    awake.add(socket)
    socket.on('pong', () => awake.add(socket))
  })
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (!awake.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, everyMs)
  return () => clearInterval(timer)
}

function seat(socket: WebSocket, room: Room, connection: Connection, most: number): void {
  // ws reports broken frames as errors and closes by itself.
  socket.on('error', () => undefined)
  socket.on('message', (payload) => room.receive(connection, bytesOf(payload)))
  socket.on('close', () => room.leave(connection))
  const mine = [...room.connections].filter(({ person }) => person.id === connection.person.id)
  room.join(connection)
  if (mine.length >= most) mine[0]?.close('too-fast')
}

interface Desk {
  readonly settings: SyncHubSettings
  readonly limits: SyncLimits
  readonly server: WebSocketServer
  readonly rooms: Rooms
  readonly isEnding: () => boolean
}

async function admit(
  { settings, isEnding }: Desk,
  request: IncomingMessage,
  document: string,
): Promise<number | Admission> {
  if (isEnding()) return 503
  if (!isId('ws', document)) return 404
  if (!settings.isOwnOrigin(request)) return 403
  const admission = await settings.admit(request, document)
  if (admission.ok) return admission.value
  return admission.failure.code === 'request.sign-in-first' ? 401 : 404
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly url: URL
}

async function acceptSocket(desk: Desk, { request, socket, head, url }: Upgrade): Promise<void> {
  const { limits, rooms, server } = desk
  const document = url.pathname.slice(syncPath.length)
  const admission = await admit(desk, request, document)
  const room = typeof admission === 'number' ? null : await rooms.find(document)
  if (typeof admission === 'number' || !room) {
    refuseUpgrade(socket, typeof admission === 'number' ? admission : 404)
    return
  }
  const wantsDurable = url.searchParams.get(durableParameter) === '1'
  const { now } = desk.settings
  server.handleUpgrade(request, socket, head, (accepted) => {
    server.emit('connection', accepted, request)
    const connection = openConnection({ socket: accepted, admission, wantsDurable, limits, now })
    seat(accepted, room, connection, limits.connectionsPerPerson)
  })
}

/** Opens the hub. */
export function openSyncHub(settings: SyncHubSettings): SyncHub {
  const { now, onFailure } = settings
  const limits: SyncLimits = { ...syncLimits, ...settings.limits }
  const server = openSocketServer()
  const rooms = openRooms({ log: settings.log, now, limits, onFailure })
  const tending = setInterval(
    () => rooms.tend(),
    Math.max(20, Math.min(limits.keepAliveMs, limits.idleMs) / 2),
  )
  const stopWatching = watchSockets(server, limits.keepAliveMs * 3)
  let ending = false

  const desk: Desk = { settings, limits, server, rooms, isEnding: () => ending }

  const abandon = (): void => {
    ending = true
    clearInterval(tending)
    stopWatching()
    for (const socket of server.clients) socket.terminate()
    rooms.dispose()
    server.close()
  }

  return {
    upgrade: (request, socket, head) => {
      const target = `http://hub.invalid${request.url ?? '/'}`
      const url = URL.canParse(target) ? new URL(target) : null
      if (!url?.pathname.startsWith(syncPath)) return false
      socket.on('error', () => socket.destroy())
      acceptSocket(desk, { request, socket, head, url }).catch((cause: unknown) => {
        onFailure('A socket could not be accepted', cause)
        refuseUpgrade(socket, 503)
      })
      return true
    },
    closeFor: (target) => {
      for (const [document, { connections }] of rooms.all()) {
        for (const connection of connections) {
          if (matches(target, document, connection)) connection.close('rights-withdrawn')
        }
      }
    },
    openDocuments: () => rooms.all().length,
    dispose: async () => {
      ending = true
      const { code, en } = closeReasons['shutting-down']
      for (const socket of server.clients) socket.close(code, en)
      while (rooms.all().some(([, room]) => !room.isQuiet())) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      abandon()
    },
    abandon,
  }
}
