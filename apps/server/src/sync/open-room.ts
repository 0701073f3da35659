import type { Clock, Random } from '@weft/kernel'
import {
  encodeStateVectorMessage,
  parseMessage,
  type DocumentCondition,
  type SyncMessage,
} from '@weft/sync-protocol'
import type { Line } from '../cluster/open-line.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { Connection } from './connection.ts'
import type { DocumentWork } from './document-work.ts'
import { DurableDocument } from './durable-document.ts'
import { openPresence, type Presence } from './open-presence.ts'
import { ReaderFeed } from './reader-feed.ts'
import { openGroupMessages } from './relay-group.ts'
import { openRoomLink, type RoomLink } from './room-link.ts'
import type { StoredIndex } from './stored-index.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncObserver } from './sync-observer.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** One open document and the connections to it. */
export interface Room {
  readonly connections: ReadonlySet<Connection>
  join(connection: Connection): void
  /** Asks a client for what it holds and the document lacks. */
  greet(connection: Connection): void
  leave(connection: Connection): void
  receive(connection: Connection, bytes: Uint8Array): void
  condition(): DocumentCondition
  /** Whether nothing is waiting to be stored. */
  isQuiet(): boolean
  /** Lets go of content that nobody asked for lately. */
  rest(): void
  compact(least: number): Promise<void>
  /** Reads what other servers stored, when the log goes on beyond what is known here. */
  reach(through: number): void
  /** Shows what was stored, up to a number, by the server itself. */
  show(updates: readonly Uint8Array[], through: number): void
  dispose(): void
}

/** What a room works with. */
export interface RoomSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  /** What is stored, as an index. */
  readonly index: StoredIndex
  readonly work: DocumentWork
  readonly limits: SyncLimits
  readonly waiting: ByteBudget
  readonly now: Clock
  readonly random: Random
  readonly observer: SyncObserver
  /** The line to the other servers; null when there is none. */
  readonly line: Line | null
  /** Hears of failures that no client can mend. */
  readonly onFailure: (message: string, cause: unknown) => void
}

interface OpenDocument {
  readonly content: DurableDocument
  readonly connections: Set<Connection>
  readonly feeds: Map<Connection, ReaderFeed>
  readonly presence: Presence
  readonly link: RoomLink | null
  readonly observer: SyncObserver
}

function greet(content: DurableDocument, connection: Connection): void {
  connection.send(encodeStateVectorMessage(content.index.encodeStateVector()))
}

function openDocument(
  settings: RoomSettings,
  connections: Set<Connection>,
  onHolding: (holding: boolean) => void,
): OpenDocument {
  const { document, limits, line, now, observer } = settings
  const feeds = new Map<Connection, ReaderFeed>()
  let link: RoomLink | null = null
  const content: DurableDocument = new DurableDocument({
    ...settings,
    askAgain: (connection) => greet(content, connection),
    announce: (updates, through) => link?.tellStored(updates, through),
    relay: (edits, before) => {
      const messagesFor = openGroupMessages(edits)
      for (const [connection, feed] of feeds) feed.offer(messagesFor(connection), before)
    },
    onHolding,
  })
  const presence = openPresence({
    connections,
    stateBytes: limits.awarenessStateBytes,
    now,
    tellOthers: (states) => link?.tellPresence(states),
  })
  const { others } = content
  if (line) link = openRoomLink({ document, line, presence, others, now, limits })
  return { content, connections, feeds, presence, link, observer }
}

function takeQuestion({ feeds }: OpenDocument, from: Connection, stateVector: Uint8Array): void {
  if (!from.traffic.question()) from.close('too-fast')
  else feeds.get(from)?.ask(stateVector)
}

function takePresence({ observer }: OpenDocument, from: Connection, take: () => void): void {
  if (from.awareness.pass()) take()
  else observer.presenceDropped()
}

function take(open: OpenDocument, from: Connection, message: SyncMessage): void {
  switch (message.kind) {
    case 'update':
      takeEdit(open, from, message)
      break
    case 'state-vector':
      takeQuestion(open, from, message.stateVector)
      break
    case 'awareness':
      takePresence(open, from, () => open.presence.receive(from, message.entries))
      break
    case 'query-awareness':
      takePresence(open, from, () => open.presence.tell(from))
      break
    case 'denied':
    case 'allowed':
    case 'durable':
    case 'condition':
      from.close('malformed')
  }
}

/** Reads a message of a connection that keeps to its rates; whoever sends what is none is let go. */
function receive(open: OpenDocument, from: Connection, bytes: Uint8Array): void {
  open.observer.received(bytes.length)
  if (!from.traffic.message(bytes.length)) {
    from.close('too-fast')
    return
  }
  const message = parseMessage(bytes)
  if (message.ok) take(open, from, message.value)
  else from.close(message.failure.code === 'sync.too-large' ? 'too-large' : 'malformed')
}

/** Opens a document from what is stored of it. */
export function openRoom(settings: RoomSettings): Room {
  const { limits, now } = settings
  const connections = new Set<Connection>()
  let condition: DocumentCondition = { holding: false, damaged: settings.stored.damaged }
  const open = openDocument(settings, connections, (holding) => {
    condition = { ...condition, holding }
    for (const connection of connections) connection.tellCondition(condition)
  })
  const { content, feeds, presence, link } = open
  const feedLimits = {
    aheadBytes: Math.min(limits.aheadBytes, limits.bufferedBytes / 2),
    bufferedBytes: limits.bufferedBytes,
    stalledMs: limits.stalledMs,
  }

  return {
    connections,
    join: (connection) => {
      connections.add(connection)
      feeds.set(connection, new ReaderFeed(connection, content.content, feedLimits, now))
      presence.tell(connection)
      if (condition.holding || condition.damaged > 0) connection.tellCondition(condition)
      // A reader is not asked: what it holds is not wanted.
      if (connection.mayEdit) greet(content, connection)
    },
    greet: (connection) => greet(content, connection),
    leave: (connection) => {
      connections.delete(connection)
      feeds.get(connection)?.dispose()
      feeds.delete(connection)
      presence.leave(connection)
    },
    receive: (from, bytes) => {
      receive(open, from, bytes)
    },
    condition: () => condition,
    isQuiet: () => content.isQuiet(),
    rest: () => {
      content.content.rest()
      link?.tend()
    },
    reach: (through) => {
      if (through > content.content.numbers.complete) content.others.read()
    },
    show: (updates, through) => {
      content.others.hear(updates, through)
      link?.tellStored(updates, through)
    },
    compact: (least) => content.compact(least),
    dispose: () => {
      for (const feed of feeds.values()) feed.dispose()
      link?.dispose()
      content.dispose()
    },
  }
}

type UpdateMessage = Extract<SyncMessage, { kind: 'update' }>

function takeEdit(
  { content }: OpenDocument,
  from: Connection,
  { empty, answer, outline }: UpdateMessage,
): void {
  if (!from.mayEdit) {
    if (!empty) from.deny()
  } else if (!from.traffic.update()) from.close('too-fast')
  else {
    const refusal = content.enqueue({ from, outline, empty, answer })
    if (refusal) from.close(refusal)
  }
}
