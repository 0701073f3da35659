import type { Failure } from '@weft/kernel'
import { closeReasons, type CloseName } from '@weft/sync-protocol'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

const graceMs = 1000

/** Closes a socket with a named reason, the one that fits a refusal when one is given; it is gone soon after. */
export function closeHints(socket: WebSocket, why: CloseName | Failure): void {
  const name =
    typeof why === 'string'
      ? why
      : why.code === 'request.sign-in-first'
        ? 'signed-out'
        : 'rights-withdrawn'
  const { code, en } = closeReasons[name]
  socket.on('error', () => undefined)
  socket.close(code, en)
  setTimeout(() => socket.terminate(), graceMs).unref()
}

const statusTexts = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' } as const

/** Answers a request for a socket with a plain refusal that tells nothing of what exists. */
export function refuseHints(socket: Duplex, status: keyof typeof statusTexts): void {
  const line = `HTTP/1.1 ${status} ${statusTexts[status]}`
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
