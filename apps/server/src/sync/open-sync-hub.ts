import { accept, isId, refuse, type Clock, type Outcome } from '@weft/kernel'
import { closeReasons, durableParameter, messageLimits, syncPath } from '@weft/sync-protocol'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { RightsBoard } from '../rights-board.ts'
import { openConnection, type Admission } from './connection.ts'
import type { Room } from './open-room.ts'
import { openRooms, type Rooms } from './open-rooms.ts'
import { openReadmission } from './readmission.ts'
import { refuseUpgrade, turnAway } from './refuse-upgrade.ts'
import { openSafetyChecks, type HubCluster } from './open-safety-checks.ts'
import { openSeats, type Seats } from './seats.ts'
import { syncLimits, type SyncLimits } from './sync-limits.ts'
import type { UpdateLog } from './update-log.ts'

/** What the hub works with. */
export interface SyncHubSettings {
  readonly log: UpdateLog
  /** Who is calling and what they may do here. A document that does not exist and one that is not theirs are refused alike. */
  readonly admit: (request: IncomingMessage, document: string) => Promise<Outcome<Admission>>
  /** Whether the page that opens the socket belongs to this space. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Tells whose rights may have changed. */
  readonly rights: Pick<RightsBoard, 'watch'>
  /** The other servers of the space; a hub alone when not given. */
  readonly cluster?: HubCluster | null
  readonly now: Clock
  readonly limits?: Partial<SyncLimits>
  readonly onFailure: (message: string, cause: unknown) => void
}

/** Live documents for many people; see docs/specs/sync-protocol.md. */
export interface SyncHub {
  /** Takes an HTTP upgrade; false when its path is not the hub's, so that somebody else may take it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  openDocuments(): number
  /** Closes every socket after what has arrived is stored. */
  dispose(): Promise<void>
  /** Ends at once, as if the process were killed. */
  abandon(): void
}

const longestQuietMs = 10_000
const longestGoodbyeMs = 1000

function bytesOf(payload: RawData): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload)
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload
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

interface Desk {
  readonly settings: SyncHubSettings
  readonly limits: SyncLimits
  readonly server: WebSocketServer
  readonly rooms: Rooms
  readonly seats: Seats
  readonly isEnding: () => boolean
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly url: URL
}

function seat(desk: Desk, { request, url }: Upgrade, socket: WebSocket, entry: Entry): void {
  const { limits, seats, settings } = desk
  const { document, room, admission, changesSeen } = entry
  const wantsDurable = url.searchParams.get(durableParameter) === '1'
  const { now, onFailure } = settings
  const connection = openConnection({ socket, admission, wantsDurable, limits, now })
  const { person } = connection
  const readmission = openReadmission({
    connection,
    admit: () => settings.admit(request, document),
    greet: (one) => room.greet(one),
    onFailure,
  })
  // ws reports broken frames as errors and closes by itself.
  socket.on('error', () => undefined)
  socket.on('message', (payload) => room.receive(connection, bytesOf(payload)))
  const leaveSeat = seats.take({ document, connection, readmission })
  socket.on('close', () => {
    leaveSeat()
    room.leave(connection)
  })
  const mine = [...room.connections].filter((other) => other.person.id === person.id)
  room.join(connection)
  if (mine.length >= limits.connectionsPerPerson) mine[0]?.close('too-fast')
  // Rights may have changed while the document was opened, when nobody heard of this connection.
  if (seats.changes() !== changesSeen) readmission.ask()
}

interface Entry {
  readonly document: string
  readonly room: Room
  readonly admission: Admission
  /** How many changes of rights had been told before the admission was read. */
  readonly changesSeen: number
}

async function enter(
  desk: Desk,
  request: IncomingMessage,
  document: string,
): Promise<Outcome<Entry>> {
  const changesSeen = desk.seats.changes()
  const admission = await desk.settings.admit(request, document)
  if (!admission.ok) return admission
  const room = await desk.rooms.find(document)
  if (!room) return refuse('workspace.not-found')
  return accept({ document, room, admission: admission.value, changesSeen })
}

/** The status that refuses a socket before anybody is asked about. */
function statusOf({ settings, isEnding }: Desk, request: IncomingMessage, document: string) {
  if (isEnding()) return 503
  if (!isId('ws', document)) return 404
  return settings.isOwnOrigin(request) ? null : 403
}

async function acceptSocket(desk: Desk, upgrade: Upgrade): Promise<void> {
  const { request, socket, head, url } = upgrade
  const document = url.pathname.slice(syncPath.length)
  const status = statusOf(desk, request, document)
  if (status !== null) {
    refuseUpgrade(socket, status)
    return
  }
  const entry = await enter(desk, request, document)
  if (socket.destroyed) return
  desk.server.handleUpgrade(request, socket, head, (accepted) => {
    // A browser is told no status, only the code of a closing.
    if (!entry.ok) {
      turnAway(accepted, entry.failure)
      return
    }
    desk.server.emit('connection', accepted, request)
    seat(desk, upgrade, accepted, entry.value)
  })
}

async function waitWhile(isSo: () => boolean, longestMs: number): Promise<void> {
  const until = performance.now() + longestMs
  while (isSo() && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Asks every client to come back and stores what has arrived. */
async function sayGoodbye({ server, rooms }: Desk): Promise<void> {
  const { code, en } = closeReasons['shutting-down']
  for (const socket of server.clients) socket.close(code, en)
  // A store that does not answer must not hold the ending: what it did not take was acknowledged to nobody.
  await waitWhile(() => rooms.all().some(([, room]) => !room.isQuiet()), longestQuietMs)
  await waitWhile(() => server.clients.size > 0, longestGoodbyeMs)
}

/** Opens the hub. */
export function openSyncHub(settings: SyncHubSettings): SyncHub {
  const { now, onFailure } = settings
  const limits: SyncLimits = { ...syncLimits, ...settings.limits }
  const server = openSocketServer()
  const cluster = settings.cluster ?? null
  const line = cluster?.line ?? null
  const rooms = openRooms({ log: settings.log, now, limits, line, onFailure })
  const seats = openSeats()
  const stopHearing = settings.rights.watch((change) => seats.changed(change))
  const tending = setInterval(
    () => {
      rooms.tend()
      seats.askWhenOver(now())
    },
    Math.max(20, Math.min(limits.keepAliveMs, limits.idleMs) / 2),
  )
  const stopWatching = watchSockets(server, limits.keepAliveMs * 3)
  const stopChecking = cluster && openSafetyChecks({ cluster, rooms, seats, now, onFailure })
  let ending = false

  const desk: Desk = { settings, limits, server, rooms, seats, isEnding: () => ending }

  const abandon = (): void => {
    ending = true
    clearInterval(tending)
    stopWatching()
    stopChecking?.()
    stopHearing()
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
    openDocuments: () => rooms.all().length,
    dispose: async () => {
      ending = true
      await sayGoodbye(desk)
      abandon()
    },
    abandon,
  }
}
