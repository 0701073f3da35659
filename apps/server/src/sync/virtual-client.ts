import {
  encodeAwarenessMessage,
  encodeMissingMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
  parseMessage,
} from '@weft/sync-protocol'
import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import type { Random } from '@weft/kernel'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'

/** One direction of a virtual socket: messages arrive in their order, when the simulation says so. */
type Lane = Uint8Array[]

/** A socket without a network; what was sent waits until it is delivered. */
export interface VirtualSocket {
  /** The server's end, as ws would give it. */
  readonly end: WebSocket
  readonly toClient: Lane
  readonly toServer: Lane
  isOpen(): boolean
  closedWith(): number
  close(): void
}

/** Opens a virtual socket. */
export function openVirtualSocket(): VirtualSocket {
  const toClient: Lane = []
  const toServer: Lane = []
  let open = true
  let code = 0
  const close = (why = 1006): void => {
    if (open) code = why
    open = false
  }
  const end = {
    OPEN: 1,
    get readyState() {
      return open ? 1 : 3
    },
    get bufferedAmount() {
      return toClient.reduce((sum, { length }) => sum + length, 0)
    },
    send: (bytes: Uint8Array) => toClient.push(bytes),
    close: (why?: number) => close(why),
    terminate: () => close(),
  }
  return {
    end: end as unknown as WebSocket,
    toClient,
    toServer,
    isOpen: () => open,
    closedWith: () => code,
    close: () => close(),
  }
}

/** A client that speaks the protocol as y-websocket does, over a virtual socket. */
export interface VirtualClient {
  readonly doc: Y.Doc
  readonly editor: WorkspaceDocument
  socket(): VirtualSocket | null
  connect(socket: VirtualSocket): void
  /** Loses the socket with everything that is under way on it. */
  drop(): void
  /** Takes one message that waits for it; false when none does. */
  takeOne(): boolean
  dispose(): void
}

/** Opens a client that is not connected. */
export function openVirtualClient(clientId: number, random: Random): VirtualClient {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const editor = openWorkspaceDocument(doc, { random })
  let socket: VirtualSocket | null = null
  const send = (bytes: Uint8Array): void => {
    if (socket?.isOpen()) socket.toServer.push(bytes)
  }
  const server = {}
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== server) send(encodeUpdateMessage(update))
  })
  const take = (bytes: Uint8Array): void => {
    const message = parseMessage(bytes)
    if (!message.ok) throw new Error(`The hub sent what cannot be read: ${message.failure.code}`)
    const { value } = message
    if (value.kind === 'update') Y.applyUpdate(doc, value.update, server)
    if (value.kind === 'state-vector') {
      send(encodeMissingMessage(Y.encodeStateAsUpdate(doc, value.stateVector)))
    }
  }
  const drop = (): void => {
    socket?.close()
    socket = null
  }
  return {
    doc,
    editor,
    socket: () => socket,
    connect: (next) => {
      socket = next
      send(encodeStateVectorMessage(Y.encodeStateVector(doc)))
      send(encodeAwarenessMessage([{ client: clientId, clock: 1, text: '{"area":"app"}' }]))
    },
    drop,
    takeOne: () => {
      const next = socket?.toClient.shift()
      if (next) take(next)
      return next !== undefined
    },
    dispose: () => {
      drop()
      editor.dispose()
      doc.destroy()
    },
  }
}
