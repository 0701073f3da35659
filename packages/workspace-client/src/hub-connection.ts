import {
  closeName,
  durableParameter,
  encodeStateVectorMessage,
  messageKinds,
  parseMessage,
  type CloseName,
} from '@weft/sync-protocol'
import { readVarUint } from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ConnectionEvent } from './connection-status.ts'
import { countingSocket } from './counting-socket.ts'
import { guardIdentity } from './guard-identity.ts'
import { guardReading } from './guard-reading.ts'
import type { OfflineCopy } from './offline-copy.ts'
import type { WorkspaceOptions } from './open-workspace.ts'
import { openPendingEdits, type PendingEdits } from './pending-edits.ts'
import { reconnectWaitMs } from './reconnect-wait.ts'
import { openStatusBoard, type StatusBoard } from './status-board.ts'
import { openStoredMark, type StoredMark } from './stored-mark.ts'
import { openTabChannel, type TabChannel } from './tab-channel.ts'
import { waitingEditsOf, type WaitingEdits } from './waiting-edits.ts'
import { reconnectOnWaking, type WakingPage } from './wake-up.ts'

/** The connection of one document to the hub, with a status that is true. */
export interface HubConnection {
  readonly status: Pick<StatusBoard, 'read' | 'onChange'>
  readonly pendingEdits: () => number
  /** The edits the server does not have; null when there are none. */
  readonly waitingEdits: () => WaitingEdits | null
  /** Gives up the edits the server does not have, and the copy they are in. */
  readonly discardWaiting: () => Promise<void>
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
  readonly mark: StoredMark
  readonly tabs: TabChannel | null
  readonly options: WorkspaceOptions
  readonly tell: (event: ConnectionEvent, reason?: CloseName | null) => void
  readonly tellPending: () => void
}

const manyAttempts = 30
const hangingMs = 5_000
/** A copy that does not come is not waited for: merging it later comes to the same. */
const longestLoadMs = 2_000

type Tell = Pick<Line, 'tell' | 'tellPending'>

function openTelling(
  { board, pending, mark }: Pick<Line, 'board' | 'pending' | 'mark'>,
  copy: OfflineCopy | null,
): Tell {
  const tell: Line['tell'] = (event, reason) => {
    board.tell(event, pending.count, reason)
    copy?.noteWaiting(pending.count, mark.vector())
  }
  const tellPending = () => {
    tell(pending.count > 0 ? 'edited' : 'settled')
  }
  return { tell, tellPending }
}

function openLine(
  doc: Y.Doc,
  awareness: Awareness,
  copy: OfflineCopy | null,
  options: WorkspaceOptions,
): Line {
  const board = openStatusBoard()
  const pending = openPendingEdits()
  // Before the provider, which sends what it hears of.
  const mark = openStoredMark(
    doc,
    (origin) => origin !== provider && !copy?.isOrigin(origin) && pending.count === 0,
  )
  const telling = openTelling({ board, pending, mark }, copy)
  const onSend = (bytes: Uint8Array) => {
    const message = parseMessage(bytes)
    if (!message.ok || message.value.kind !== 'update') return
    pending.sent(message.value)
    telling.tellPending()
  }
  const provider = new WebsocketProvider(options.url, options.room, doc, {
    awareness,
    connect: false,
    // Tabs of one browser meet over a channel of their own, which sends nothing twice.
    disableBc: true,
    params: { [durableParameter]: '1' },
    WebSocketPolyfill: countingSocket(options.socket ?? WebSocket, onSend),
  })
  const line = { doc, provider, board, pending, copy, mark, options, ...telling }
  return { ...line, tabs: joinTabs(line) }
}

/** Meets the other tabs of the same person, where the browser lets tabs meet. */
function joinTabs({
  doc,
  provider,
  board,
  pending,
  copy,
  options,
  tellPending,
}: Omit<Line, 'tabs'>): TabChannel | null {
  if (options.copy === undefined || typeof BroadcastChannel === 'undefined') return null
  const tabs: TabChannel = openTabChannel({
    doc,
    channel: new BroadcastChannel(`weft-tabs:${options.copy}`),
    standing: () => {
      const { state, mayEdit } = board.read()
      if (state === 'refused' || mayEdit === false) return 'turned-away'
      return provider.wsconnected && provider.synced ? 'connected' : 'away'
    },
    isOwn: (origin) => origin !== provider && !copy?.isOrigin(origin) && !tabs.isOrigin(origin),
    waiting: () => pending.count,
    onWaiting: ({ waiting, fresh }) => {
      // An open socket sends them on, and counts them then.
      if (provider.ws?.readyState === 1) return
      if (fresh) pending.madeOffline()
      else pending.atLeast(waiting)
      tellPending()
    },
  })
  return tabs
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
function followSocket(line: Line): void {
  const { provider, board, pending, copy, tabs, options, tell, tellPending } = line
  let attempts = 0
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    attempts = 0
    tell('synced')
    if (pending.count > 0) tellPending()
  })
  provider.on('connection-close', (event) => {
    pending.disconnected()
    attempts++
    const isRestart = event !== null && closeName(event.code) === 'shutting-down'
    // The provider waits the lesser of its own doubling and this: so only this counts.
    provider.wsUnsuccessfulReconnects = manyAttempts
    provider.maxBackoffTime = reconnectWaitMs(attempts, isRestart, options.random)
    // What the server held it has kept or let go; either is told again.
    board.tellCondition(false, board.read().damagedEdits)
    tell('lost')
    tabs?.ask()
  })
  provider.on('closed', ({ code }) => {
    const reason = closeName(code)
    tell('refused', reason)
    const isOver = reason === 'rights-withdrawn' || reason === 'gone'
    if (pending.count === 0 && isOver) void copy?.forgetUnlessWaiting()
  })
}

/** Comes back at once when the network or the page does. */
function followPage({ doc, provider, board }: Line, page: WakingPage | undefined): () => void {
  let connectingSince = 0
  provider.on('status', ({ status }) => {
    if (status === 'connecting') connectingSince = Date.now()
  })
  return reconnectOnWaking(page, {
    isOpen: () => provider.wsconnected,
    silentMs: () => Date.now() - provider.wsLastMessageReceived,
    probe: () => {
      // The answer holds what is missing: hardly ever more than the deletions.
      provider.ws?.send(new Uint8Array(encodeStateVectorMessage(Y.encodeStateVector(doc))))
    },
    reconnect: () => {
      if (board.read().state === 'refused' || !provider.shouldConnect) return
      // A socket that is just being made is left to it; one that hangs is not.
      if (provider.wsconnecting && Date.now() - connectingSince < hangingMs) return
      provider.disconnect()
      provider.connect()
    },
  })
}

/** Counts the edits made while nothing can be sent; gives the way to stop. */
function countOfflineEdits(line: Line): () => void {
  const { doc, provider, pending, copy, tabs, tellPending } = line
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || copy?.isOrigin(origin) || tabs?.isOrigin(origin)) return
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
  void copy?.forget()
  provider.disconnect()
  if (isOnlyCopy) options.onOtherDocument?.()
}

/** Waits until the copy of this browser is in the document, so that the server is told what waits in it. */
async function loadCopy({ copy, pending, mark, tabs, tellPending }: Line): Promise<void> {
  if (!copy) return
  const loaded = copy.loaded.then((edits) => {
    if (edits > 0) mark.restore(copy.storedVector())
    pending.restore(edits)
    tellPending()
    tabs?.ask()
  })
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, longestLoadMs))])
}

/** Connects a document to the hub, once its copy is loaded. */
export function openHubConnection(
  doc: Y.Doc,
  awareness: Awareness,
  copy: OfflineCopy | null,
  options: WorkspaceOptions,
  page: WakingPage | undefined,
): HubConnection {
  const line = openLine(doc, awareness, copy, options)
  const { provider, board, pending } = line
  let isOver = false
  readOwnMessages(line)
  followSocket(line)
  guardReading(provider, doc, () => {
    // What waits stays in the copy, and is offered as a file; opened again the page reads what is sound.
    line.tell('refused', 'unsound')
    provider.disconnect()
  })
  guardIdentity(provider, doc, () => {
    leaveOtherDocument(line)
  })
  const stopCounting = countOfflineEdits(line)
  const stopWaking = followPage(line, page)
  void loadCopy(line).then(() => {
    if (!isOver) provider.connect()
  })
  return {
    status: { read: board.read, onChange: board.onChange },
    pendingEdits: () => pending.count,
    waitingEdits: () => waitingEditsOf(doc, pending.count, line.mark.vector()),
    discardWaiting: async () => {
      provider.disconnect()
      pending.clear()
      line.tellPending()
      await copy?.forget()
    },
    reconnect: () => {
      line.tell('asked-again')
      provider.connect()
    },
    dispose: () => {
      isOver = true
      stopCounting()
      stopWaking()
      line.tabs?.dispose()
      line.mark.dispose()
      board.dispose()
      provider.destroy()
    },
  }
}
