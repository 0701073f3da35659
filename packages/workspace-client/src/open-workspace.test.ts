import { createWorkspaceContent } from '@weft/documents'
import { emptyTemplate, seededRandom } from '@weft/documents/testing'
import {
  closeReasons,
  encodeDurableMessage,
  encodeMissingMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
  parseMessage,
} from '@weft/sync-protocol'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket as NodeSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { openWorkspace, type WorkspaceClient } from './open-workspace.ts'

const person = {
  id: 'pe_aaaaaaaaaa',
  name: { en: 'Ann' },
  organisation: { id: 'og_aaaaaaaaaa', name: { en: 'North' }, hue: 20 },
}
const at = { x: 0, y: 0 }
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

function newContent(): Y.Doc {
  const doc = new Y.Doc()
  createWorkspaceContent(doc, emptyTemplate)
  return doc
}

/** The least server that keeps the protocol: it stores at once, but says so only while `confirms`. */
async function openServer(port = 0, doc = newContent()) {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  const state = { confirms: true, counts: new Map<object, number>() }
  const confirm = (socket: NodeSocket) => {
    if (state.confirms) socket.send(encodeDurableMessage(state.counts.get(socket) ?? 0))
  }
  server.on('connection', (socket) => {
    socket.send(encodeStateVectorMessage(Y.encodeStateVector(doc)))
    socket.on('message', (bytes: Buffer) => {
      const message = parseMessage(new Uint8Array(bytes))
      if (!message.ok) return
      if (message.value.kind === 'state-vector') {
        const missing = Y.encodeStateAsUpdate(doc, message.value.stateVector)
        socket.send(encodeMissingMessage(missing))
      } else if (message.value.kind === 'update') {
        state.counts.set(socket, (state.counts.get(socket) ?? 0) + 1)
        Y.applyUpdate(doc, message.value.update)
        confirm(socket)
        for (const other of server.clients) {
          if (other !== socket) other.send(encodeUpdateMessage(message.value.update))
        }
      } else if (message.value.kind === 'awareness') {
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
    refuse: (code: number) => {
      for (const client of server.clients) client.close(code)
    },
  }
}

function open(port: number, page?: EventTarget): WorkspaceClient {
  const client = openWorkspace({
    url: `ws://127.0.0.1:${port}/sync`,
    room: 'ws_aaaaaaaaaa',
    person,
    random: seededRandom(port),
    now: Date.now,
    socket: NodeSocket as unknown as typeof WebSocket,
    page,
  })
  closers.push(() => {
    client.dispose()
  })
  return client
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const stateOf = (client: WorkspaceClient) => client.status.read().state

describe('a workspace opened over a socket', () => {
  test('two windows see the same document, and each other', async () => {
    const server = await openServer()
    const [ann, bo] = [open(server.port), open(server.port)]
    await until(() => {
      expect([stateOf(ann), stateOf(bo)].every((state) => /synced|saved/.test(state))).toBe(true)
    })
    const step = ann.document.edit.addStep({ kind: 'filter', position: at })
    ann.presence.set({ area: 'pipeline', cursor: { x: 4, y: 5 }, selection: [step] })
    await until(() => {
      expect(bo.document.read().pipelines[0]?.steps[step]).toBeDefined()
      expect(bo.presence.others()).toMatchObject([
        { person, area: 'pipeline', cursor: { x: 4, y: 5 }, selection: [step], idle: false },
      ])
    })
    await until(() => {
      expect(ann.status.read()).toEqual({ state: 'saved', reason: null, pendingEdits: 0 })
    })
    ann.dispose()
    await until(() => {
      expect(bo.presence.others()).toEqual([])
    })
  })

  test('an edit counts as saving, and warns before leaving, until the server says it is stored', async () => {
    const server = await openServer()
    const page = new EventTarget()
    const ann = open(server.port, page)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    server.state.confirms = false
    ann.document.edit.setAppTitle({ en: 'A' })
    ann.document.edit.setAppSummary({ en: 'B' })
    expect(ann.status.read()).toMatchObject({ state: 'saving', pendingEdits: 2 })
    const leave = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leave()).toBe(false)
    server.confirmAll()
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
    })
    expect(leave()).toBe(true)
  })

  test('edits made offline are kept, counted, and merged when the server returns', async () => {
    const first = await openServer()
    const ann = open(first.port)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    first.close()
    await until(() => {
      expect(stateOf(ann)).toBe('offline')
    })
    ann.document.edit.setAppTitle({ en: 'Written offline' })
    expect(ann.status.read()).toMatchObject({ state: 'offline', pendingEdits: 1 })
    const second = await openServer(first.port, first.doc)
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
      expect(second.doc.getMap('app').toJSON()['title']).toEqual({ en: 'Written offline' })
    })
  })

  test('a refusal is told with its reason and not tried again until asked', async () => {
    const server = await openServer()
    const ann = open(server.port)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'refused', reason: 'rights-withdrawn' })
    })
    ann.reconnect()
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
  })
})
