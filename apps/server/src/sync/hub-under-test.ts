import { accept, refuse } from '@weft/kernel'
import { parseMessage, type SyncMessage } from '@weft/sync-protocol'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openRightsBoard } from '../rights-board.ts'
import { applyStored } from './apply-stored.ts'
import { openMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts'
import { openSyncHub, type SyncHubSettings } from './open-sync-hub.ts'
import { silentObserver, type SyncObserver } from './sync-observer.ts'
import type { UpdateLog } from './update-log.ts'

/** The document of every test. */
export const testRoom = 'ws_abcdefghij'

const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }

/** The name in a header is the person; nobody comes in without one, and `viewer` may not edit. */
export const admitByHeader: SyncHubSettings['admit'] = async (request) => {
  const person = request.headers['x-person']
  if (typeof person !== 'string') return refuse('request.sign-in-first')
  if (person === 'stranger') return refuse('workspace.not-found')
  return accept({
    person: { id: person, name: { en: person }, organisation },
    mayEdit: person !== 'viewer',
  })
}

/** An observer that counts what it hears, by name and detail. */
export function openTally(): {
  readonly observer: SyncObserver
  readonly counts: Map<string, number>
} {
  const counts = new Map<string, number>()
  const count = (key: string, by = 1): void => {
    counts.set(key, (counts.get(key) ?? 0) + by)
  }
  const observer: SyncObserver = {
    ...silentObserver,
    closed: (name) => count(`closed ${name}`),
    refused: (reason) => count(`refused ${reason}`),
    storeFailed: (operation) => count(`failed ${operation}`),
    compacted: () => count('compacted'),
    presenceDropped: () => count('presence dropped'),
    stored: ({ edits }) => count('edits', edits),
  }
  return { observer, counts }
}

/** A log in memory that holds one empty document. */
export async function openLogWithRoom(): Promise<MemoryUpdateLog> {
  const log = openMemoryUpdateLog()
  await log.create(testRoom, Y.encodeStateAsUpdate(new Y.Doc()))
  return log
}

/** Opens a hub on a port of its own; whatever is opened has to be closed by the test. */
export async function openHubUnderTest(log: UpdateLog, settings: Partial<SyncHubSettings> = {}) {
  const failures: string[] = []
  const hub = openSyncHub({
    log,
    admit: admitByHeader,
    rights: openRightsBoard(),
    isOwnOrigin: () => true,
    now: Date.now,
    onFailure: (message) => failures.push(message),
    ...settings,
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    if (!hub.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    hub.abandon()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { hub, port, url: `ws://127.0.0.1:${port}/sync`, failures, close }
}

/** A client that speaks in raw bytes. */
export interface RawClient {
  readonly socket: WebSocket
  readonly messages: SyncMessage[]
  /** The code it was closed with, 0 while it is open. */
  closedWith(): number
}

/** Opens a raw client; resolves when it is open or refused. */
export async function openRawClient(
  url: string,
  person: string | null,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<RawClient> {
  const who = person === null ? {} : { 'x-person': person }
  const socket = new WebSocket(`${url}/${testRoom}${query}`, { headers: { ...who, ...headers } })
  const messages: SyncMessage[] = []
  let closedWith = 0
  socket.on('message', (payload: Buffer) => {
    const message = parseMessage(payload)
    if (message.ok) messages.push(message.value)
  })
  socket.on('close', (code) => {
    closedWith = code
  })
  await new Promise<void>((resolve) => {
    socket.on('open', resolve)
    socket.on('error', () => resolve())
    socket.on('unexpected-response', (_request, response) => {
      closedWith = response.statusCode ?? 0
      resolve()
    })
  })
  return { socket, messages, closedWith: () => closedWith }
}

/** Waits until a check passes. */
export const until = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 })

/** An edit of a client of its own: one entry of the map `m`. */
export function editOf(key: string, value: unknown): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('m').set(key, value)
  return Y.encodeStateAsUpdate(doc)
}

/** What the log holds of the map `m`. */
export async function storedMap(log: UpdateLog): Promise<Record<string, unknown>> {
  const stored = await log.load(testRoom)
  if (!stored) throw new Error('nothing stored')
  return applyStored(stored).getMap('m').toJSON()
}
