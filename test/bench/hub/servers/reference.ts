import { setupWSConnection } from '@y/websocket-server/utils'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { answerUsage } from './answer-usage.ts'

/** The reference server of y-websocket; with YPERSISTENCE in a LevelDB, otherwise in memory. */
const sockets = new WebSocketServer({ noServer: true })
sockets.on('connection', (socket, request) => {
  setupWSConnection(socket, request)
})
const server = createServer()
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (accepted) => {
    sockets.emit('connection', accepted, request)
  })
})
server.listen(0, '127.0.0.1', () => {
  answerUsage((server.address() as AddressInfo).port)
})
