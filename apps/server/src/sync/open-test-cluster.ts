import { accept, refuse } from '@weft/kernel'
import { parseMessage, type SyncMessage } from '@weft/sync-protocol'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Bus } from '../cluster/bus.ts'
import { openLine, type Line } from '../cluster/open-line.ts'
import { shareRights } from '../cluster/share-rights.ts'
import { openRightsBoard, type RightsBoard } from '../rights-board.ts'
import { openSyncHub, type SyncHub, type SyncHubSettings } from './open-sync-hub.ts'
import type { UpdateLog } from './update-log.ts'

/** One of several hubs of a test, with the address of its sockets. */
export interface TestHub {
  readonly hub: SyncHub
  readonly url: string
  readonly line: Line | null
  readonly rights: RightsBoard
  readonly failures: string[]
  /** Ends at once without a goodbye, as if the process were killed. */
  kill(): Promise<void>
}

/** What a hub of a test is made with. */
export interface TestHubSettings {
  readonly log: UpdateLog
  /** The connection to the other hubs; none when null. */
  readonly bus: Bus | null
  readonly key?: string
  readonly hub?: Partial<SyncHubSettings>
  readonly times?: NonNullable<SyncHubSettings['cluster']>['times']
  readonly throughs?: NonNullable<SyncHubSettings['cluster']>['throughs']
}

/** The workspace every test client opens. */
export const testRoom = 'ws_abcdefghij'

let named = 0

/** People who are refused, by the name they came with. */
export function openTestPeople() {
  const withdrawn = new Set<string>()
  const admit: SyncHubSettings['admit'] = async ({ headers }) => {
    const person = headers['x-person']
    if (typeof person !== 'string' || withdrawn.has(person)) return refuse('workspace.not-found')
    const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }
    return accept({ person: { id: person, name: { en: person }, organisation }, mayEdit: true })
  }
  return { withdrawn, admit }
}

async function throughsOf(log: UpdateLog, documents: readonly string[]) {
  const entries: [string, number][] = []
  for (const document of documents) {
    const stored = await log.load(document)
    if (stored) entries.push([document, stored.through])
  }
  return new Map(entries)
}

/** Opens one hub of several on a free port. */
export async function openTestHub(settings: TestHubSettings): Promise<TestHub> {
  const { log, bus, key = 'key', hub: more } = settings
  const failures: string[] = []
  const onFailure = (message: string): void => {
    failures.push(message)
  }
  const server = `server-${++named}`
  const line = bus && openLine({ bus, server, key, now: Date.now, onFailure, beatMs: 100 })
  const board = openRightsBoard()
  const rights = line ? shareRights(board, line) : board
  const hub = openSyncHub({
    log,
    admit: openTestPeople().admit,
    rights,
    isOwnOrigin: () => true,
    now: Date.now,
    onFailure,
    cluster: {
      line,
      throughs: settings.throughs ?? ((documents) => throughsOf(log, documents)),
      ...(settings.times ? { times: settings.times } : {}),
    },
    ...more,
  })
  const http = createServer()
  http.on('upgrade', (request, socket, head) => {
    if (!hub.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    hub,
    url: `ws://127.0.0.1:${port}/sync`,
    line,
    rights,
    failures,
    kill: async () => {
      // Left before the rooms are closed, so that nobody is told.
      await bus?.close()
      hub.abandon()
      await line?.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

function socketFor(person: string) {
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { 'x-person': person } })
    }
  } as unknown as typeof globalThis.WebSocket
}

/** A stock client; `move` lets it come back at another hub. */
export function openTestClient(url: string, person: string) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(url, testRoom, doc, {
    WebSocketPolyfill: socketFor(person),
    disableBc: true,
    maxBackoffTime: 50,
  })
  return {
    doc,
    provider,
    map: doc.getMap('m'),
    move: (other: string) => {
      provider.serverUrl = other
      provider.ws?.close()
    },
    close: () => {
      provider.destroy()
      provider.awareness.destroy()
    },
  }
}

/** A client that speaks in raw bytes. */
export async function openRawClient(url: string, person: string, query = '') {
  const socket = new WebSocket(`${url}/${testRoom}${query}`, { headers: { 'x-person': person } })
  const messages: SyncMessage[] = []
  let closedWith = 0
  socket.on('message', (payload: Buffer) => {
    const message = parseMessage(payload)
    if (message.ok) messages.push(message.value)
  })
  socket.on('close', (code) => {
    closedWith = code
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return { socket, messages, closedWith: () => closedWith, close: () => socket.terminate() }
}
