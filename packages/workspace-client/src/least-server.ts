import { createWorkspaceContent } from '@weft/documents'
import { emptyTemplate, seededRandom } from '@weft/documents/testing'
import {
  encodeDurableMessage,
  encodeMissingMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
  parseMessage,
} from '@weft/sync-protocol'
import { WebSocket as NodeSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { openWorkspace, type WorkspaceClient, type WorkspaceOptions } from './open-workspace.ts'

/** Who opens workspaces in tests. */
export const person = {
  id: 'pe_aaaaaaaaaa',
  name: { en: 'Ann' },
  organisation: { id: 'og_aaaaaaaaaa', name: { en: 'North' }, hue: 20 },
}
const closers: (() => void)[] = []

/** Ends every server and client of the test. */
export function closeAll(): void {
  for (const close of closers.splice(0).toReversed()) close()
}

function newContent(): Y.Doc {
  const doc = new Y.Doc()
  createWorkspaceContent(doc, emptyTemplate)
  return doc
}

/** The least server that keeps the protocol: it stores at once, but says so only while `confirms`. For tests. */
export async function openServer(port = 0, doc = newContent()) {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  const state = { confirms: true, counts: new Map<object, number>(), edits: 0, questions: 0 }
  const confirm = (socket: NodeSocket) => {
    if (state.confirms) socket.send(encodeDurableMessage(state.counts.get(socket) ?? 0))
  }
  server.on('connection', (socket) => {
    socket.send(encodeStateVectorMessage(Y.encodeStateVector(doc)))
    const store = (update: Uint8Array, isEmpty: boolean) => {
      state.counts.set(socket, (state.counts.get(socket) ?? 0) + 1)
      if (!isEmpty) state.edits++
      Y.applyUpdate(doc, update)
      confirm(socket)
      for (const other of server.clients) {
        if (other !== socket) other.send(encodeUpdateMessage(update))
      }
    }
    socket.on('message', (bytes: Buffer) => {
      const message = parseMessage(new Uint8Array(bytes))
      if (!message.ok) return
      const { value } = message
      if (value.kind === 'state-vector') {
        state.questions++
        socket.send(encodeMissingMessage(Y.encodeStateAsUpdate(doc, value.stateVector)))
      } else if (value.kind === 'update') store(value.update, value.empty)
      else if (value.kind === 'awareness') {
        for (const other of server.clients) if (other !== socket) other.send(bytes)
      }
    })
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const close = () => {
    for (const client of server.clients) client.terminate()
    server.close()
  }
  closers.push(close)
  return {
    doc,
    state,
    close,
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    confirmAll: () => {
      state.confirms = true
      for (const client of server.clients) confirm(client)
    },
    say: (message: Uint8Array) => {
      for (const client of server.clients) client.send(message)
    },
    refuse: (code: number) => {
      for (const client of server.clients) client.close(code)
    },
  }
}

/** Opens a workspace over a server of the test. */
export function open(
  port: number,
  page?: EventTarget,
  copy?: string,
  more: Partial<WorkspaceOptions> = {},
): WorkspaceClient {
  const client = openWorkspace({
    url: `ws://127.0.0.1:${port}/sync`,
    room: 'ws_aaaaaaaaaa',
    person,
    random: seededRandom(port),
    now: Date.now,
    socket: NodeSocket as unknown as typeof WebSocket,
    page,
    copy,
    ...more,
  })
  closers.push(() => {
    client.dispose()
  })
  return client
}
