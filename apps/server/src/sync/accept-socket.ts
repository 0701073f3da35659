import { accept, refuse, type Outcome } from '@weft/kernel'
import { durableParameter, syncPath, type CloseName } from '@weft/sync-protocol'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, Server } from 'ws'
import { isDocumentId } from './is-document-id.ts'
import type { AddressBook } from './address-book.ts'
import type { AdmissionQueue } from './admission-queue.ts'
import { openConnection, type Admission } from './connection.ts'
import type { NamedSocket } from './named-socket.ts'
import type { Room } from './open-room.ts'
import type { Rooms } from './open-rooms.ts'
import type { SyncHubSettings } from './open-sync-hub.ts'
import type { People } from './people.ts'
import { openReadmission } from './readmission.ts'
import { refuseUpgrade, turnAway } from './refuse-upgrade.ts'
import type { Seats } from './seats.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { RefusalReason, SyncObserver } from './sync-observer.ts'
import { watchSocket } from './watch-socket.ts'

/** What the parts of the hub that accept sockets share. */
export interface Desk {
  readonly settings: SyncHubSettings
  readonly limits: SyncLimits
  readonly observer: SyncObserver
  readonly server: Server<typeof NamedSocket>
  readonly rooms: Rooms
  readonly seats: Seats
  readonly people: People
  readonly addresses: AddressBook
  readonly queue: AdmissionQueue
  readonly addressOf: (request: IncomingMessage) => string
  /** Sockets that were asked for and are neither accepted nor refused yet. */
  readonly pending: Set<Duplex>
  readonly isEnding: () => boolean
}

/** A request for a socket. */
export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly url: URL
}

interface Entry {
  readonly document: string
  readonly room: Room
  readonly admission: Admission
  /** How many changes of rights had been told before the admission was read. */
  readonly changesSeen: number
}

function bytesOf(payload: RawData): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload)
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload
}

function closeOldest(desk: Desk, room: Room, person: string): void {
  const mine = [...room.connections].filter((other) => other.person.id === person)
  if (mine.length > desk.limits.connectionsPerPerson) mine[0]?.close('too-many-windows')
}

function seat(
  desk: Desk,
  { request, url, socket: stream }: Upgrade,
  socket: NamedSocket,
  entry: Entry,
) {
  const { limits, seats, settings, observer, people, addresses } = desk
  const { document, room, admission, changesSeen } = entry
  const { now, onFailure } = settings
  const wantsDurable = url.searchParams.get(durableParameter) === '1'
  const person = people.enter(admission.person.id)
  const shared = person.traffic
  const settingsOfOne = { socket, admission, wantsDurable, limits, now, observer, shared }
  const connection = openConnection(settingsOfOne)
  const disconnect = addresses.connect(desk.addressOf(request))
  const readmission = openReadmission({
    connection,
    admit: () => settings.admit(request, document),
    greet: (one) => room.greet(one),
    onFailure,
  })
  const watch = watchSocket({
    socket,
    stream,
    limits,
    now,
    close: (name) => connection.close(name),
  })
  socket.onNamed = (name) => observer.closed(name)
  // ws reports broken frames as errors and closes by itself.
  socket.on('error', () => undefined)
  socket.on('message', (payload) => room.receive(connection, bytesOf(payload)))
  const leaveSeat = seats.take({ document, connection, readmission, watch })
  socket.on('close', () => {
    leaveSeat()
    disconnect()
    person.leave()
    room.leave(connection)
  })
  room.join(connection)
  closeOldest(desk, room, admission.person.id)
  // Rights may have changed while the document was opened, when nobody heard of this connection.
  if (seats.changes() !== changesSeen) readmission.ask()
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

interface Refusal {
  readonly reason: RefusalReason
  readonly status: number
}

/** Why a socket is refused by status, before anybody is asked about. */
function refusalOf(
  { settings, isEnding }: Desk,
  request: IncomingMessage,
  document: string,
): Refusal | null {
  if (isEnding()) return { reason: 'ending', status: 503 }
  if (!isDocumentId(document)) return { reason: 'no-document', status: 404 }
  return settings.isOwnOrigin(request) ? null : { reason: 'foreign-origin', status: 403 }
}

const statuses: Readonly<Partial<Record<RefusalReason, number>>> = {
  'address-busy': 429,
  'address-full': 429,
  'space-busy': 503,
  'space-full': 503,
}

const closeNames = {
  'signed-out': 'signed-out',
  'no-right': 'rights-withdrawn',
  'address-busy': 'address-busy',
  'address-full': 'address-full',
  'space-busy': 'space-busy',
  'space-full': 'space-full',
} as const satisfies Partial<Record<RefusalReason, CloseName>>

// So many sockets may be open only to be told why they are closed; beyond it a status has to do.
const mostToldWhy = 200

/** Refuses with a code a browser shows, as long as telling costs little. */
function tellWhy(desk: Desk, upgrade: Upgrade, reason: keyof typeof closeNames): void {
  const { request, socket, head } = upgrade
  desk.observer.refused(reason)
  if (socket.destroyed) return
  const told = desk.server.clients.size - desk.seats.size()
  if (told >= mostToldWhy) {
    refuseUpgrade(socket, statuses[reason] ?? 403)
    return
  }
  desk.server.handleUpgrade(request, socket, head, (accepted) => {
    turnAway(accepted, closeNames[reason])
  })
}

/** Accepts a socket, or refuses it. */
export async function acceptSocket(desk: Desk, upgrade: Upgrade): Promise<void> {
  const { request, socket, head, url } = upgrade
  const document = url.pathname.slice(syncPath.length)
  const refusal = refusalOf(desk, request, document)
  if (refusal) {
    desk.observer.refused(refusal.reason)
    refuseUpgrade(socket, refusal.status)
    return
  }
  const address = desk.addressOf(request)
  const tooMany = desk.addresses.attempt(address)
  if (tooMany) {
    tellWhy(desk, upgrade, tooMany)
    return
  }
  desk.pending.add(socket)
  const entered = await desk.queue
    // Whoever has gone while waiting is not looked into.
    .enter(address, async () => (socket.destroyed ? null : enter(desk, request, document)))
    .finally(() => desk.pending.delete(socket))
  if (socket.destroyed) return
  if (!entered) {
    tellWhy(desk, upgrade, 'space-busy')
    return
  }
  const entry = entered.value
  if (!entry) return
  if (!entry.ok) {
    tellWhy(
      desk,
      upgrade,
      entry.failure.code === 'request.sign-in-first' ? 'signed-out' : 'no-right',
    )
    return
  }
  desk.server.handleUpgrade(request, socket, head, (accepted) => {
    seat(desk, upgrade, accepted, entry.value)
  })
}
