import type { Clock, LocalText } from '@weft/kernel'
import {
  closeReasons,
  encodeAllowedMessage,
  encodeAwarenessMessage,
  encodeConditionMessage,
  encodeDeniedMessage,
  encodeDurableMessage,
  type CloseName,
  type DocumentCondition,
} from '@weft/sync-protocol'
import type { WebSocket } from 'ws'
import { openRateGate, type RateGate } from './rate-gate.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncObserver } from './sync-observer.ts'
import { openTraffic, type Traffic } from './traffic.ts'

/** Who is at the other end, as the session says; presence carries exactly this. */
export interface SyncPerson {
  readonly id: string
  readonly name: LocalText
  readonly organisation: { readonly id: string; readonly name: LocalText; readonly hue: number }
}

/** What was found out about a caller before their socket was accepted. */
export interface Admission {
  readonly person: SyncPerson
  readonly mayEdit: boolean
  /** When the session has to be asked about again, in milliseconds; never when not given. */
  readonly endsAt?: number
}

/** One accepted socket. */
export interface Connection {
  readonly person: SyncPerson
  /** Changes with `readmit`. */
  readonly mayEdit: boolean
  readonly endsAt: number
  /** Client identifiers this connection has introduced. */
  readonly introduced: Set<number>
  /** False until the first presence message came. */
  spoke: boolean
  /** What this connection, and its person over all connections, may send. */
  readonly traffic: Traffic
  readonly awareness: RateGate
  send(bytes: Uint8Array): void
  /** Bytes that were sent but have not left yet. */
  bufferedBytes(): number
  close(name: CloseName): void
  /** Tells the client, once, that its edits are not taken. */
  deny(): void
  /** Takes what was found out anew; the client is told when it may edit, or no longer may. */
  readmit(admission: Admission): void
  /** Counts update messages that are stored, and tells a client that asked. */
  markDurable(count: number): void
  /** Tells a client that asked how the stored document fares. */
  tellCondition(condition: DocumentCondition): void
  /** Says something when nothing was said for a while. */
  keepAlive(): void
}

/** What a connection is made of. */
export interface ConnectionSettings {
  readonly socket: WebSocket
  readonly admission: Admission
  readonly wantsDurable: boolean
  readonly limits: SyncLimits
  readonly now: Clock
  readonly observer: SyncObserver
  /** What the same person sends over other connections counts as well. */
  readonly shared?: Traffic
}

const closeGraceMs = 1000

function closeSocket({ socket, observer }: ConnectionSettings, name: CloseName): void {
  if (socket.readyState !== socket.OPEN) return
  observer.closed(name)
  socket.close(closeReasons[name].code, closeReasons[name].en)
  // A client that does not answer the closing must not hold the socket.
  setTimeout(() => socket.terminate(), closeGraceMs).unref()
}

/** Wraps an accepted socket. */
export function openConnection(settings: ConnectionSettings): Connection {
  const { socket, limits, now, observer } = settings
  let { admission } = settings
  let saidAt = now()
  let durable = 0
  let denied = false
  const close = (name: CloseName): void => closeSocket(settings, name)
  const send = (bytes: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return
    const buffered = socket.bufferedAmount
    // One message alone is always sent, however large.
    if (buffered > 0 && buffered + bytes.length > limits.bufferedBytes) {
      close('too-slow')
      return
    }
    saidAt = now()
    observer.sent(bytes.length)
    socket.send(bytes)
  }
  const deny = (): void => {
    if (!denied) send(encodeDeniedMessage('permission denied'))
    denied = true
  }
  return {
    person: admission.person,
    get mayEdit() {
      return admission.mayEdit
    },
    get endsAt() {
      return admission.endsAt ?? Infinity
    },
    introduced: new Set(),
    spoke: false,
    traffic: openTraffic(now, limits, 1, settings.shared),
    awareness: openRateGate(now, limits.awarenessPerSecond, limits.awarenessBurst),
    send,
    bufferedBytes: () => socket.bufferedAmount,
    close,
    deny,
    readmit: (again) => {
      const couldEdit = admission.mayEdit
      admission = { ...again, person: admission.person }
      if (couldEdit && !again.mayEdit) deny()
      if (couldEdit || !again.mayEdit) return
      denied = false
      send(encodeAllowedMessage())
    },
    markDurable: (count) => {
      durable += count
      if (settings.wantsDurable) send(encodeDurableMessage(durable))
    },
    tellCondition: (condition) => {
      if (settings.wantsDurable) send(encodeConditionMessage(condition))
    },
    keepAlive: () => {
      if (now() - saidAt >= limits.keepAliveMs) send(encodeAwarenessMessage([]))
    },
  }
}
