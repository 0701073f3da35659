import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import type { Clock, Random } from '@weft/kernel'
import {
  closeName,
  durableParameter,
  messageKinds,
  parseMessage,
  type CloseName,
} from '@weft/sync-protocol'
import { readVarUint } from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  nextConnectionState,
  type ConnectionEvent,
  type ConnectionState,
} from './connection-status.ts'
import { countingSocket } from './counting-socket.ts'
import { openPresence, type Presence } from './open-presence.ts'
import { openPendingEdits } from './pending-edits.ts'
import type { PresencePerson } from './presence-state.ts'

/** How the workspace stands with its server, as the interface says it. */
export interface WorkspaceStatus {
  readonly state: ConnectionState
  /** Why the server refused, when it did; null also when the code is none of ours. */
  readonly reason: CloseName | null
  /** Edits the server has not yet said to be stored; they are kept here and sent when it returns. */
  readonly pendingEdits: number
}

/** A workspace open in this window. */
export interface WorkspaceClient {
  readonly document: WorkspaceDocument
  readonly presence: Presence
  readonly status: { read(): WorkspaceStatus; onChange(listener: () => void): () => void }
  /** For text editors that show others' cursors. */
  readonly awareness: Awareness
  /** Tries again after a refusal, for instance once the person has signed in. */
  reconnect(): void
  dispose(): void
}

/** What a workspace needs from outside. */
export interface WorkspaceOptions {
  /** The address of the sync hub, without the room: `wss://space.example/sync`. */
  readonly url: string
  /** The workspace's identifier. */
  readonly room: string
  readonly person: PresencePerson
  readonly random: Random
  readonly now: Clock
  /** The socket class; the browser's own when not given. */
  readonly socket?: typeof WebSocket
  /** Warned before it is left while edits wait; the browser's window when not given. */
  readonly page?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined
}

const longestWaitMs = 15_000

interface StatusBoard {
  readonly read: () => WorkspaceStatus
  readonly onChange: (listener: () => void) => () => void
  readonly tell: (event: ConnectionEvent, pendingEdits: number, reason?: CloseName | null) => void
  readonly dispose: () => void
}

function openStatusBoard(): StatusBoard {
  let status: WorkspaceStatus = { state: 'connecting', reason: null, pendingEdits: 0 }
  const listeners = new Set<() => void>()
  return {
    read: () => status,
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell: (event, pendingEdits, reason) => {
      const state = nextConnectionState[status.state][event]
      const why = state === 'refused' ? (reason === undefined ? status.reason : reason) : null
      if (state === status.state && why === status.reason && pendingEdits === status.pendingEdits) {
        return
      }
      status = { state, reason: why, pendingEdits }
      for (const listener of [...listeners]) listener()
    },
    dispose: () => {
      listeners.clear()
    },
  }
}

/** Connects a document to the hub and keeps the status true. */
function openConnection(doc: Y.Doc, awareness: Awareness, options: WorkspaceOptions) {
  const board = openStatusBoard()
  const pending = openPendingEdits()
  const tell = (event: ConnectionEvent, reason?: CloseName | null) => {
    board.tell(event, pending.count, reason)
  }
  const tellPending = () => {
    tell(pending.count > 0 ? 'edited' : 'settled')
  }
  const onSend = (bytes: Uint8Array) => {
    const message = parseMessage(bytes)
    if (!message.ok || message.value.kind !== 'update') return
    pending.sent(message.value)
    tellPending()
  }
  const provider = new WebsocketProvider(options.url, options.room, doc, {
    awareness,
    connect: false,
    // Tabs of one browser meet on the server as well: nothing is shown before it is stored.
    disableBc: true,
    params: { [durableParameter]: '1' },
    WebSocketPolyfill: countingSocket(options.socket ?? WebSocket, onSend),
  })
  provider.messageHandlers[messageKinds.durable] = (_encoder, decoder) => {
    pending.stored(readVarUint(decoder))
    tellPending()
  }
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || provider.ws?.readyState === 1) return
    pending.madeOffline()
    tellPending()
  }
  doc.on('update', onUpdate)
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    tell('synced')
    if (pending.count > 0) tellPending()
  })
  provider.on('connection-close', () => {
    pending.disconnected()
    // Everybody's connection ends at once when a server restarts: spread their return.
    const waitMs = Math.min(2 ** (provider.wsUnsuccessfulReconnects + 1) * 100, longestWaitMs)
    provider.maxBackoffTime = waitMs * (0.5 + options.random() / 2)
    tell('lost')
  })
  provider.on('closed', ({ code }) => {
    tell('refused', closeName(code))
  })
  provider.connect()
  return {
    board,
    pending,
    provider,
    tell,
    stopCounting: () => {
      doc.off('update', onUpdate)
    },
  }
}

function warnBeforeLeaving(page: WorkspaceOptions['page'], edits: () => number): () => void {
  const warn = (event: Event) => {
    if (edits() > 0) event.preventDefault()
  }
  page?.addEventListener('beforeunload', warn)
  return () => {
    page?.removeEventListener('beforeunload', warn)
  }
}

/** Opens a workspace: its document, kept in step with the server, and who else is here. */
export function openWorkspace(options: WorkspaceOptions): WorkspaceClient {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const document = openWorkspaceDocument(doc, { random: options.random })
  const presence = openPresence(awareness, options.person, options.now)
  const { board, pending, provider, tell, stopCounting } = openConnection(doc, awareness, options)
  const page = 'page' in options ? options.page : typeof window === 'undefined' ? undefined : window
  const stopWarning = warnBeforeLeaving(page, () => pending.count)
  return {
    document,
    presence,
    status: { read: board.read, onChange: board.onChange },
    awareness,
    reconnect: () => {
      tell('asked-again')
      provider.connect()
    },
    dispose: () => {
      stopWarning()
      stopCounting()
      board.dispose()
      presence.dispose()
      provider.destroy()
      awareness.destroy()
      document.dispose()
      doc.destroy()
    },
  }
}
