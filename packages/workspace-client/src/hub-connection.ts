import {
  closeName,
  durableParameter,
  messageKinds,
  parseMessage,
  type CloseName,
} from '@weft/sync-protocol'
import { readVarUint } from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { ConnectionEvent } from './connection-status.ts'
import { countingSocket } from './counting-socket.ts'
import { guardIdentity } from './guard-identity.ts'
import type { OfflineCopy } from './offline-copy.ts'
import type { WorkspaceOptions } from './open-workspace.ts'
import { openPendingEdits, type PendingEdits } from './pending-edits.ts'
import { openStatusBoard, type StatusBoard } from './status-board.ts'

/** The connection of one document to the hub, with a status that is true. */
export interface HubConnection {
  readonly status: Pick<StatusBoard, 'read' | 'onChange'>
  readonly pendingEdits: () => number
  /** Tries again after a refusal. */
  readonly reconnect: () => void
  readonly dispose: () => void
}

/** What the parts of one connection share. */
interface Line {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly board: StatusBoard
  readonly pending: PendingEdits
  readonly copy: OfflineCopy | null
  readonly options: WorkspaceOptions
  readonly tell: (event: ConnectionEvent, reason?: CloseName | null) => void
  readonly tellPending: () => void
}

const longestWaitMs = 15_000
/** A copy that does not come is not waited for: merging it later comes to the same. */
const longestLoadMs = 2_000

function openLine(
  doc: Y.Doc,
  awareness: Awareness,
  copy: OfflineCopy | null,
  options: WorkspaceOptions,
): Line {
  const board = openStatusBoard()
  const pending = openPendingEdits()
  const tell: Line['tell'] = (event, reason) => {
    board.tell(event, pending.count, reason)
    copy?.noteWaiting(pending.count)
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
  return { doc, provider, board, pending, copy, options, tell, tellPending }
}

/** Reads the messages that stock clients pass over. */
function readOwnMessages({ provider, pending, board, tellPending }: Line): void {
  provider.messageHandlers[messageKinds.durable] = (_encoder, decoder) => {
    pending.stored(readVarUint(decoder))
    tellPending()
  }
  provider.messageHandlers[messageKinds.auth] = (_encoder, decoder) => {
    board.tellRights(readVarUint(decoder) === 1)
  }
  provider.messageHandlers[messageKinds.condition] = (_encoder, decoder) => {
    const isHolding = readVarUint(decoder) === 1
    board.tellCondition(isHolding, readVarUint(decoder))
  }
}

/** Follows how the socket fares. */
function followSocket({ provider, board, pending, copy, options, tell, tellPending }: Line): void {
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    tell('synced')
    if (pending.count > 0) tellPending()
  })
  provider.on('connection-close', () => {
    pending.disconnected()
    // What the server held it has kept or let go; either is told again.
    board.tellCondition(false, board.read().damagedEdits)
    // Everybody's connection ends at once when a server restarts: spread their return.
    const waitMs = Math.min(2 ** (provider.wsUnsuccessfulReconnects + 1) * 100, longestWaitMs)
    provider.maxBackoffTime = waitMs * (0.5 + options.random() / 2)
    tell('lost')
  })
  provider.on('closed', ({ code }) => {
    const reason = closeName(code)
    tell('refused', reason)
    if (pending.count === 0 && (reason === 'rights-withdrawn' || reason === 'gone')) copy?.forget()
  })
}

/** Counts the edits made while nothing can be sent; gives the way to stop. */
function countOfflineEdits({ doc, provider, pending, copy, tellPending }: Line): () => void {
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || copy?.isOrigin(origin)) return
    if (provider.ws?.readyState === 1) return
    pending.madeOffline()
    tellPending()
  }
  doc.on('update', onUpdate)
  return () => {
    doc.off('update', onUpdate)
  }
}

/** Lets go of a copy that belongs to a document the server no longer has. */
function leaveOtherDocument({ provider, board, pending, copy, options, tell }: Line): void {
  const isOnlyCopy = board.read().state === 'connecting' && pending.count === 0
  tell('refused', 'gone')
  copy?.forget()
  provider.disconnect()
  if (isOnlyCopy) options.onOtherDocument?.()
}

/** Waits until the copy of this browser is in the document, so that the server is told what waits in it. */
async function loadCopy({ copy, pending, tellPending }: Line): Promise<void> {
  if (!copy) return
  const loaded = copy.loaded.then((edits) => {
    pending.restore(edits)
    tellPending()
  })
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, longestLoadMs))])
}

/** Connects a document to the hub, once its copy is loaded. */
export function openHubConnection(
  doc: Y.Doc,
  awareness: Awareness,
  copy: OfflineCopy | null,
  options: WorkspaceOptions,
): HubConnection {
  const line = openLine(doc, awareness, copy, options)
  const { provider, board, pending } = line
  let isOver = false
  readOwnMessages(line)
  followSocket(line)
  guardIdentity(provider, doc, () => {
    leaveOtherDocument(line)
  })
  const stopCounting = countOfflineEdits(line)
  void loadCopy(line).then(() => {
    if (!isOver) provider.connect()
  })
  return {
    status: { read: board.read, onChange: board.onChange },
    pendingEdits: () => pending.count,
    reconnect: () => {
      line.tell('asked-again')
      provider.connect()
    },
    dispose: () => {
      isOver = true
      stopCounting()
      board.dispose()
      provider.destroy()
    },
  }
}
