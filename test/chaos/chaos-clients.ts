import { encodeMissingMessage, encodeUpdateMessage, parseMessage } from '@weft/sync-protocol'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** Where clients of one room find a server, and as whom. */
export interface ChaosSeat {
  readonly room: string
  readonly cookie: string
  /** The server to go to now; another one when that one is gone. */
  readonly url: () => string
}

const mapName = 'chaos'

function headersOf(url: string, cookie: string): Record<string, string> {
  return { cookie, origin: url }
}

/** Somebody who edits, and remembers which edits the server said it stored. */
export interface ChaosWriter {
  edit(): void
  readonly acknowledged: ReadonlySet<string>
  /** Edits that were made and not acknowledged yet. */
  pending(): number
  close(): void
}

interface Sent {
  /** The edit's name; null for an answer, which holds edits that are named elsewhere. */
  readonly key: string | null
  readonly update: Uint8Array
}

/** Opens a writer that speaks the protocol itself: what is not acknowledged is sent again on the next socket. */
export function openWriter(seat: ChaosSeat, name: string): ChaosWriter {
  const doc = new Y.Doc()
  const acknowledged = new Set<string>()
  let waiting: Sent[] = []
  let count = 0
  let socket: WebSocket | null = null
  let isOver = false
  let timer: NodeJS.Timeout | null = null
  let latest: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    latest = update
  })

  const connect = (): void => {
    const url = seat.url()
    const own = new WebSocket(`${url.replace('http', 'ws')}/sync/${seat.room}?durable=1`, {
      headers: headersOf(url, seat.cookie),
    })
    let stored = 0
    socket = own
    own.on('open', () => {
      waiting = waiting.filter(({ key }) => key !== null)
      for (const { update } of waiting) own.send(encodeUpdateMessage(update))
    })
    own.on('message', (bytes: Buffer) => {
      const message = parseMessage(bytes)
      if (!message.ok) return
      if (message.value.kind === 'state-vector') {
        const update = Y.encodeStateAsUpdate(doc, message.value.stateVector)
        waiting.push({ key: null, update })
        own.send(encodeMissingMessage(update))
      }
      if (message.value.kind !== 'durable') return
      for (const { key } of waiting.slice(0, message.value.count - stored)) {
        if (key !== null) acknowledged.add(key)
      }
      waiting = waiting.slice(message.value.count - stored)
      stored = message.value.count
    })
    own.on('error', () => undefined)
    own.on('close', () => {
      if (socket === own) socket = null
      if (!isOver) timer = setTimeout(connect, 50)
    })
  }
  connect()
  return {
    acknowledged,
    pending: () => waiting.filter(({ key }) => key !== null).length,
    edit: () => {
      const key = `${name}-${count++}`
      doc.getMap(mapName).set(key, performance.now())
      waiting.push({ key, update: latest })
      if (socket?.readyState === WebSocket.OPEN) socket.send(encodeUpdateMessage(latest))
    },
    close: () => {
      isOver = true
      if (timer) clearTimeout(timer)
      socket?.terminate()
      doc.destroy()
    },
  }
}

/** A stock client that only looks, and remembers what it has seen. */
export interface ChaosReader {
  readonly seen: ReadonlySet<string>
  /** From the edit to the sight of it, in milliseconds, for what was seen since the last call. */
  takeLatencies(): readonly number[]
  isSynced(): boolean
  close(): void
}

/** Opens a reader. */
export function openReader(seat: ChaosSeat): ChaosReader {
  const doc = new Y.Doc()
  const seen = new Set<string>()
  let latencies: number[] = []
  const base = (): string => `${seat.url().replace('http', 'ws')}/sync`
  const { cookie } = seat
  const provider = new WebsocketProvider(base(), seat.room, doc, {
    disableBc: true,
    maxBackoffTime: 200,
    WebSocketPolyfill: class extends WebSocket {
      constructor(address: string | URL) {
        super(address, {
          headers: headersOf(new URL(address).origin.replace('ws', 'http'), cookie),
        })
      }
    } as unknown as typeof globalThis.WebSocket,
  })
  provider.on('connection-close', () => {
    provider.serverUrl = base()
  })
  provider.on('connection-error', () => {
    provider.serverUrl = base()
  })
  doc.getMap<number>(mapName).observe((event) => {
    const now = performance.now()
    for (const [key] of event.changes.keys) {
      seen.add(key)
      latencies.push(now - (event.target.get(key) as number))
    }
  })
  return {
    seen,
    takeLatencies: () => {
      const taken = latencies
      latencies = []
      return taken
    },
    isSynced: () => provider.synced,
    close: () => {
      provider.destroy()
      provider.awareness.destroy()
      doc.destroy()
    },
  }
}
