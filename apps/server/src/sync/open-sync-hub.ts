import type { Clock, Outcome, Random } from '@weft/kernel'
import { closeReasons, messageLimits, syncPath } from '@weft/sync-protocol'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type Server } from 'ws'
import type { RightsBoard } from '../rights-board.ts'
import { openAddressBook } from './address-book.ts'
import { openAdmissionQueue } from './admission-queue.ts'
import type { Admission } from './connection.ts'
import { workHere, type DocumentWork } from './document-work.ts'
import { NamedSocket } from './named-socket.ts'
import { openRooms } from './open-rooms.ts'
import { openPeople } from './people.ts'
import { acceptSocket, type Desk } from './accept-socket.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { openSafetyChecks, type HubCluster } from './open-safety-checks.ts'
import { openSeats } from './seats.ts'
import { syncLimits, type SyncLimits } from './sync-limits.ts'
import { silentObserver, type SyncObserver } from './sync-observer.ts'
import { serverAuthor, type UpdateLog } from './update-log.ts'

/** What the hub works with. */
export interface SyncHubSettings {
  readonly log: UpdateLog
  /** Who is calling and what they may do here. A document that does not exist and one that is not theirs are refused alike. */
  readonly admit: (request: IncomingMessage, document: string) => Promise<Outcome<Admission>>
  /** Whether the page that opens the socket belongs to this space. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Where a request comes from; the other end of its socket when not given. */
  readonly addressOf?: (request: IncomingMessage) => string
  /** Tells whose rights may have changed. */
  readonly rights: Pick<RightsBoard, 'watch'>
  /** The other servers of the space; a hub alone when not given. */
  readonly cluster?: HubCluster | null
  readonly now: Clock
  /** Spreads attempts in time; without it they are not spread. */
  readonly random?: Random
  /** Does the work on whole documents; at once and here when not given. */
  readonly work?: DocumentWork
  readonly limits?: Partial<SyncLimits>
  readonly observer?: SyncObserver
  readonly onFailure: (message: string, cause: unknown) => void
}

/** What the hub has at the moment. */
export interface HubFigures {
  readonly documents: number
  readonly editors: number
  readonly viewers: number
  /** Documents whose edits are held because the store fails. */
  readonly holding: number
  /** Bytes of edits that wait to be stored. */
  readonly waitingBytes: number
  /** Attempts to connect that are looked into or wait for it. */
  readonly admissions: number
  /** Bytes that were sent and have not left yet, in all and at most for one. */
  readonly bufferedBytes: number
  readonly mostBufferedBytes: number
}

/** Live documents for many people; see docs/specs/sync-protocol.md. */
export interface SyncHub {
  /** Takes an HTTP upgrade; false when its path is not the hub's, so that somebody else may take it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Adds an update as the space itself; whoever has the document open sees it. */
  write(document: string, update: Uint8Array): Promise<void>
  openDocuments(): number
  figures(): HubFigures
  /** Closes every socket after what has arrived is stored. */
  dispose(): Promise<void>
  /** Ends at once, as if the process were killed. */
  abandon(): void
}

const longestGoodbyeMs = 1000

function openSocketServer(): Server<typeof NamedSocket> {
  return new WebSocketServer({
    noServer: true,
    maxPayload: messageLimits.messageBytes,
    // Nothing can be sent packed, so nothing small becomes large here.
    perMessageDeflate: false,
    WebSocket: NamedSocket,
  })
}

function openDesk(settings: SyncHubSettings, isEnding: () => boolean): Desk {
  const { now, onFailure, observer = silentObserver, work = workHere, random = () => 1 } = settings
  const limits: SyncLimits = { ...syncLimits, ...settings.limits }
  return {
    settings,
    limits,
    observer,
    server: openSocketServer(),
    rooms: openRooms({
      log: settings.log,
      now,
      random,
      work,
      limits,
      observer,
      line: settings.cluster?.line ?? null,
      onFailure,
    }),
    seats: openSeats(),
    people: openPeople(limits, now),
    addresses: openAddressBook(limits, now),
    queue: openAdmissionQueue(limits),
    addressOf: settings.addressOf ?? ((request) => request.socket.remoteAddress ?? ''),
    pending: new Set(),
    isEnding,
  }
}

function figuresOf({ rooms, queue, server }: Desk): HubFigures {
  const open = rooms.all().map(([, room]) => room)
  const connections = open.flatMap((room) => [...room.connections])
  const buffered = [...server.clients].map(({ bufferedAmount }) => bufferedAmount)
  return {
    documents: open.length,
    editors: connections.filter(({ mayEdit }) => mayEdit).length,
    viewers: connections.filter(({ mayEdit }) => !mayEdit).length,
    holding: open.filter((room) => room.condition().holding).length,
    waitingBytes: rooms.waitingBytes(),
    admissions: queue.size(),
    bufferedBytes: buffered.reduce((sum, bytes) => sum + bytes, 0),
    mostBufferedBytes: buffered.reduce((most, bytes) => Math.max(most, bytes), 0),
  }
}

async function drain({ rooms, limits, settings: { now } }: Desk): Promise<void> {
  const until = now() + limits.drainMs
  // What a store that fails does not take is kept by the clients, who were never told that it is stored.
  while (rooms.all().some(([, room]) => !room.isQuiet()) && now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Asks every client to come back and stores what has arrived. */
async function sayGoodbye(desk: Desk): Promise<void> {
  const { server, observer } = desk
  const { code, en } = closeReasons['shutting-down']
  for (const socket of server.clients) {
    observer.closed('shutting-down')
    socket.close(code, en)
  }
  await drain(desk)
  const until = performance.now() + longestGoodbyeMs
  while (server.clients.size > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Adds what the server itself has to say to a document, and shows it to whoever has it open, here and elsewhere. */
async function writeDocument(
  { rooms, settings: { log } }: Desk,
  document: string,
  update: Uint8Array,
): Promise<void> {
  const room = await rooms.find(document)
  if (!room) throw new Error(`There is no document ${document}`)
  const through = await log.append(document, [{ bytes: update, author: serverAuthor, edits: 1 }])
  room.show([update], through)
}

/** Opens the hub. */
export function openSyncHub(settings: SyncHubSettings): SyncHub {
  let ending = false
  const desk = openDesk(settings, () => ending)
  const { server, rooms, seats, people, addresses, limits } = desk
  const { now, onFailure, cluster = null } = settings
  const stopChecking = cluster && openSafetyChecks({ cluster, rooms, seats, now, onFailure })
  const stopHearing = settings.rights.watch((change) => seats.changed(change))
  const tending = setInterval(
    () => {
      rooms.tend()
      people.tend()
      addresses.tend()
      seats.tend(settings.now())
    },
    Math.max(20, Math.min(limits.keepAliveMs, limits.idleMs) / 2),
  )

  const abandon = (): void => {
    ending = true
    clearInterval(tending)
    stopChecking?.()
    stopHearing()
    for (const socket of server.clients) socket.terminate()
    for (const socket of desk.pending) socket.destroy()
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
        settings.onFailure('A socket could not be accepted', cause)
        desk.observer.storeFailed('admit')
        desk.observer.refused('store-failed')
        refuseUpgrade(socket, 503)
      })
      return true
    },
    write: (document, update) => writeDocument(desk, document, update),
    openDocuments: () => rooms.all().length,
    figures: () => figuresOf(desk),
    dispose: async () => {
      ending = true
      await sayGoodbye(desk)
      abandon()
    },
    abandon,
  }
}
