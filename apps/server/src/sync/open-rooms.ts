import type { Clock } from '@weft/kernel'
import type { Line } from '../cluster/open-line.ts'
import type { Connection } from './connection.ts'
import { openRoom, type Room } from './open-room.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { UpdateLog } from './update-log.ts'

/** The documents that are open now. */
export interface Rooms {
  /** The document's room, opened if need be; null when there is no such document. */
  find(document: string): Promise<Room | null>
  all(): readonly (readonly [document: string, room: Room])[]
  /** Keeps connections awake and unloads documents nobody has open. */
  tend(): void
  dispose(): void
}

/** What the table of rooms works with. */
export interface RoomsSettings {
  readonly log: UpdateLog
  readonly now: Clock
  readonly limits: SyncLimits
  readonly line: Line | null
  readonly onFailure: (message: string, cause: unknown) => void
}

/** Opens an empty table of rooms. */
export function openRooms(settings: RoomsSettings): Rooms {
  const { log, now, limits, onFailure } = settings
  const opening = new Map<string, Promise<Room | null>>()
  const opened = new Map<string, { readonly room: Room; emptySince: number }>()

  const open = async (document: string): Promise<Room | null> => {
    const stored = await log.load(document)
    if (!stored) return null
    if (stored.damaged > 0) {
      const cause = { document, damaged: stored.damaged }
      onFailure('Stored edits of a document are damaged; it opens without them', cause)
    }
    const room = openRoom({ ...settings, document, stored })
    opened.set(document, { room, emptySince: now() })
    return room
  }

  const find = (document: string): Promise<Room | null> => {
    const known = opened.get(document)
    if (known) return Promise.resolve(known.room)
    const running = opening.get(document) ?? open(document).finally(() => opening.delete(document))
    opening.set(document, running)
    return running
  }

  const tendOne = (document: string, entry: { room: Room; emptySince: number }): void => {
    const { room } = entry
    const keep = (connection: Connection): void => connection.keepAlive()
    room.connections.forEach(keep)
    room.rest()
    if (room.connections.size > 0 || !room.isQuiet()) entry.emptySince = now()
    else if (now() - entry.emptySince >= limits.idleMs) {
      opened.delete(document)
      // Nobody waits for it: the updates are stored already.
      void room.compact(limits.compactAfter / 10).finally(() => room.dispose())
    }
  }

  return {
    find,
    all: () => [...opened].map(([document, { room }]) => [document, room] as const),
    tend: () => opened.forEach((entry, document) => tendOne(document, entry)),
    dispose: () => opened.forEach(({ room }) => room.dispose()),
  }
}
