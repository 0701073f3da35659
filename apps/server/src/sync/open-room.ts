import { encodeUpdateMessage, parseMessage, type SyncMessage } from '@weft/sync-protocol'
import type { Connection } from './connection.ts'
import { DurableDocument, type Edit } from './durable-document.ts'
import { openPresence } from './open-presence.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

/** One open document and the connections to it. */
export interface Room {
  readonly connections: ReadonlySet<Connection>
  join(connection: Connection): void
  leave(connection: Connection): void
  receive(connection: Connection, bytes: Uint8Array): void
  /** Whether nothing is waiting to be stored. */
  isQuiet(): boolean
  /** Whether it can no longer be used and has to be opened anew. */
  isBroken(): boolean
  compact(least: number): Promise<void>
  dispose(): void
}

/** What a room works with. */
export interface RoomSettings {
  readonly document: string
  readonly log: UpdateLog
  readonly stored: StoredDocument
  readonly limits: SyncLimits
  /** Hears of failures that no client can mend. */
  readonly onFailure: (message: string, cause: unknown) => void
}

/** Opens a document from what is stored of it. */
export function openRoom(settings: RoomSettings): Room {
  const { limits } = settings
  const connections = new Set<Connection>()
  const presence = openPresence(connections, limits.awarenessStateBytes)
  let broken = false
  const content = new DurableDocument({
    ...settings,
    compactAfter: limits.compactAfter,
    relay: (edits) => relay(connections, edits),
    closeAll: () => {
      broken = true
      for (const connection of connections) connection.close('store-failed')
    },
  })

  const take = (from: Connection, message: SyncMessage): void => {
    switch (message.kind) {
      case 'update':
        takeEdit(content, limits, from, message)
        break
      case 'state-vector':
        if (!from.updates.pass()) from.close('too-fast')
        else content.enqueue({ kind: 'question', from, stateVector: message.stateVector })
        break
      case 'awareness':
        if (from.awareness.pass()) presence.receive(from, message.entries)
        break
      case 'query-awareness':
        if (from.awareness.pass()) presence.tell(from)
        break
      case 'denied':
      case 'durable':
        from.close('malformed')
    }
  }

  return {
    connections,
    join: (connection) => {
      connections.add(connection)
      presence.tell(connection)
      // A reader is not asked: what it holds is not wanted.
      if (connection.mayEdit) content.enqueue({ kind: 'greeting', from: connection })
    },
    leave: (connection) => {
      connections.delete(connection)
      presence.leave(connection)
    },
    receive: (from, bytes) => {
      const message = parseMessage(bytes)
      if (message.ok) take(from, message.value)
      else from.close(message.failure.code === 'sync.too-large' ? 'too-large' : 'malformed')
    },
    isQuiet: () => content.isQuiet(),
    isBroken: () => broken,
    compact: (least) => content.compact(least),
    dispose: () => content.dispose(),
  }
}

type UpdateMessage = Extract<SyncMessage, { kind: 'update' }>

function takeEdit(
  content: DurableDocument,
  limits: SyncLimits,
  from: Connection,
  { update, empty }: UpdateMessage,
): void {
  if (!from.mayEdit) {
    if (!empty) from.deny()
  } else if (!from.updates.pass()) from.close('too-fast')
  else if (content.sizeBytes + update.length > limits.documentBytes) from.close('document-full')
  else content.enqueue({ kind: 'edit', from, update, empty })
}

function relay(connections: ReadonlySet<Connection>, edits: readonly Edit[]): void {
  const counts = new Map<Connection, number>()
  for (const { from, update } of edits) {
    const message = encodeUpdateMessage(update)
    for (const connection of connections) if (connection !== from) connection.send(message)
    counts.set(from, (counts.get(from) ?? 0) + 1)
  }
  for (const [from, count] of counts) from.markDurable(count)
}
