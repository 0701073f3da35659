import type { Failure } from '@weft/kernel'
import { closeReasons } from '@weft/sync-protocol'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

const statusTexts: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

/** Answers a request for a socket with a plain HTTP refusal: no socket, no reason that would tell what exists. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${status} ${statusTexts[status] ?? 'Refused'}`
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const closeGraceMs = 1000

/** Closes a socket nobody was admitted to, saying why and nothing of what exists. */
export function turnAway(socket: WebSocket, failure: Failure): void {
  const { code, en } =
    closeReasons[failure.code === 'request.sign-in-first' ? 'signed-out' : 'rights-withdrawn']
  socket.on('error', () => undefined)
  socket.close(code, en)
  setTimeout(() => socket.terminate(), closeGraceMs).unref()
}
