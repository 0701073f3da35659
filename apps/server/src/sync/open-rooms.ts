import type { Clock, Random } from '@weft/kernel'
import type { Line } from '../cluster/open-line.ts'
import { openByteBudget } from './byte-budget.ts'
import type { Connection } from './connection.ts'
import type { DocumentWork } from './document-work.ts'
import { openRoom, type Room } from './open-room.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncObserver } from './sync-observer.ts'
import type { UpdateLog } from './update-log.ts'

/** The documents that are open now. */
export interface Rooms {
  /** The document's room, opened if need be; null when there is no such document. */
  find(document: string): Promise<Room | null>
  all(): readonly (readonly [document: string, room: Room])[]
  /** Keeps connections awake and unloads documents nobody has open. */
  tend(): void
  /** Bytes of edits that wait to be stored. */
  waitingBytes(): number
  dispose(): void
}

/** What the table of rooms works with. */
export interface RoomsSettings {
  readonly log: UpdateLog
  readonly now: Clock
  readonly random: Random
  readonly work: DocumentWork
  readonly observer: SyncObserver
  readonly limits: SyncLimits
  readonly line: Line | null
  readonly onFailure: (message: string, cause: unknown) => void
}

interface OpenRoom {
  readonly room: Room
  emptySince: number
}

/** Opens an empty table of rooms. */
export function openRooms(settings: RoomsSettings): Rooms {
  const { log, now, work, limits, observer, onFailure } = settings
  const opening = new Map<string, Promise<Room | null>>()
  const opened = new Map<string, OpenRoom>()
  const waiting = openByteBudget(limits.waitingBytesInAll)

  const open = async (document: string): Promise<Room | null> => {
    const stored = await log.load(document)
    if (!stored) return null
    if (stored.damaged > 0) {
      const cause = { document, damaged: stored.damaged }
      observer.damagedFound(stored.damaged)
      onFailure('Stored edits of a document are damaged; it opens without them', cause)
    }
    const index = await work.survey(stored)
    const room = openRoom({ ...settings, document, stored, index, waiting })
    opened.set(document, { room, emptySince: now() })
    return room
  }

  const find = (document: string): Promise<Room | null> => {
    const known = opened.get(document)
    if (known) {
      // Whoever asks is about to join.
      known.emptySince = now()
      return Promise.resolve(known.room)
    }
    const running = opening.get(document) ?? open(document).finally(() => opening.delete(document))
    opening.set(document, running)
    return running
  }

  const unload = (document: string, { room }: OpenRoom): void => {
    opened.delete(document)
    // Nobody waits for it: the updates are stored already.
    void room.compact(limits.compactAfter / 10).finally(() => room.dispose())
  }

  const isEmpty = ({ room }: OpenRoom): boolean => room.connections.size === 0 && room.isQuiet()

  const tendOne = (document: string, entry: OpenRoom): void => {
    const { room } = entry
    const keep = (connection: Connection): void => connection.keepAlive()
    room.connections.forEach(keep)
    room.rest()
    if (!isEmpty(entry)) entry.emptySince = now()
    else if (now() - entry.emptySince >= limits.idleMs) unload(document, entry)
  }

  const unloadTooMany = (): void => {
    const empty = [...opened].filter(([, entry]) => isEmpty(entry))
    const oldest = empty.toSorted(([, a], [, b]) => a.emptySince - b.emptySince)
    const isSettled = ([, { emptySince }]: (typeof empty)[number]): boolean =>
      now() - emptySince >= limits.idleMs / 20
    const tooMany = oldest.slice(0, Math.max(0, oldest.length - limits.idleRooms)).filter(isSettled)
    for (const [document, entry] of tooMany) unload(document, entry)
  }

  return {
    find,
    all: () => [...opened].map(([document, { room }]) => [document, room] as const),
    tend: () => {
      opened.forEach((entry, document) => tendOne(document, entry))
      unloadTooMany()
    },
    waitingBytes: () => waiting.used(),
    dispose: () => opened.forEach(({ room }) => room.dispose()),
  }
}
