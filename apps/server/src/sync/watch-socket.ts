import type { Clock } from '@weft/kernel'
import type { CloseName } from '@weft/sync-protocol'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { openRateGate } from './rate-gate.ts'
import type { SyncLimits } from './sync-limits.ts'

/** Looks after one socket below its messages. */
export interface SocketWatch {
  /** Looks at how the socket fares. */
  look(): void
}

/** What is looked at. */
export interface SocketWatchSettings {
  readonly socket: WebSocket
  /** What the bytes come through; it counts them. */
  readonly stream: Duplex & { readonly bytesRead?: number }
  readonly limits: SyncLimits
  readonly now: Clock
  readonly close: (name: CloseName) => void
}

// Less than this may lie there for ever: it is what a socket holds of a message it has just begun.
const harmlessBytes = 64 * 1024

/** Ends sockets that send control frames without measure, begin messages they do not finish, or do not answer. */
export function watchSocket(settings: SocketWatchSettings): SocketWatch {
  const { socket, stream, limits, now, close } = settings
  const controls = openRateGate(now, limits.controlsPerSecond, limits.controlBurst)
  let askedAt: number | null = null
  let seenBytes = 0
  let seenAt = now()
  const noteMessage = (): void => {
    seenBytes = stream.bytesRead ?? 0
    seenAt = now()
  }
  const noteControl = (): void => {
    if (!controls.pass()) close('too-fast')
  }
  socket.on('message', noteMessage)
  socket.on('ping', noteControl)
  socket.on('pong', () => {
    askedAt = null
    noteControl()
  })
  return {
    look: () => {
      const begun = (stream.bytesRead ?? 0) - seenBytes
      if (begun <= harmlessBytes) seenAt = begun === 0 ? now() : seenAt
      if (begun > harmlessBytes && now() - seenAt > limits.messageMs) {
        close('unfinished')
        return
      }
      if (askedAt === null) {
        askedAt = now()
        socket.ping()
      } else if (now() - askedAt >= limits.keepAliveMs * 3) socket.terminate()
    },
  }
}
