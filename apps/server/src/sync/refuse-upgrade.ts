import { closeReasons, type CloseName } from '@weft/sync-protocol'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

const statusTexts: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
}

const closeGraceMs = 1000

/** Answers a request for a socket with a plain HTTP refusal: no socket, no reason that would tell what exists. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  if (socket.destroyed) return
  const line = `HTTP/1.1 ${status} ${statusTexts[status] ?? 'Refused'}`
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  // Who does not read the refusal does not hold the socket.
  setTimeout(() => socket.destroy(), closeGraceMs).unref()
}

/** Closes a socket nobody was admitted to, saying why and nothing of what exists. */
export function turnAway(socket: WebSocket, name: CloseName): void {
  const { code, en } = closeReasons[name]
  socket.on('error', () => undefined)
  socket.close(code, en)
  setTimeout(() => socket.terminate(), closeGraceMs).unref()
}
