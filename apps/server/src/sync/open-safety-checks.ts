import type { Clock } from '@weft/kernel'
import type { Line } from '../cluster/open-line.ts'
import type { Rooms } from './open-rooms.ts'
import type { Seats } from './seats.ts'

/** What the hub knows of the other servers of its space. */
export interface HubCluster {
  /** The line to them; null when there is none and they are known by the log alone. */
  readonly line: Line | null
  /** The numbers of the last updates stored of some documents. */
  readonly throughs: (documents: readonly string[]) => Promise<ReadonlyMap<string, number>>
  readonly times?: Partial<SafetyTimes>
}

/** How often the store is asked for what nobody told. */
export interface SafetyTimes {
  /** The log, while nothing is told. */
  readonly logAwayMs: number
  /** The log, in case a hint was lost. */
  readonly logMs: number
  /** The rights of every connection, while nothing is told. */
  readonly rightsAwayMs: number
  /** The rights of every connection, in case a change was lost, or made in the database by hand. */
  readonly rightsMs: number
}

const productTimes: SafetyTimes = {
  logAwayMs: 1000,
  logMs: 15_000,
  rightsAwayMs: 5000,
  rightsMs: 60_000,
}

/** What the checks work with. */
export interface SafetySettings {
  readonly cluster: HubCluster
  readonly rooms: Pick<Rooms, 'all'>
  readonly seats: Pick<Seats, 'askInTurn'>
  readonly now: Clock
  readonly onFailure: (message: string, cause: unknown) => void
}

/** Asks the store now and then for what the line should have told; gives the way to stop. */
export function openSafetyChecks(settings: SafetySettings): () => void {
  const { cluster, rooms, seats, now, onFailure } = settings
  const times = { ...productTimes, ...cluster.times }
  const tickMs = Math.min(500, times.logAwayMs / 2)
  let logAt = now()
  let asking = false
  let failed = false

  const askLog = async (): Promise<void> => {
    const open = new Map(rooms.all())
    if (open.size === 0) return
    for (const [document, through] of await cluster.throughs([...open.keys()])) {
      open.get(document)?.reach(through)
    }
    failed = false
  }
  const checkLog = (everyMs: number): void => {
    if (asking || now() - logAt < everyMs) return
    asking = true
    askLog()
      .catch((cause: unknown) => {
        if (!failed) onFailure('The log could not be asked for what is stored', cause)
        failed = true
      })
      .finally(() => {
        asking = false
        logAt = now()
      })
  }
  const checking = setInterval(() => {
    const isUp = cluster.line?.isUp() ?? false
    checkLog(isUp ? times.logMs : times.logAwayMs)
    // A few at a time, so that everybody has been asked about once in that time.
    seats.askInTurn(tickMs / (isUp ? times.rightsMs : times.rightsAwayMs))
  }, tickMs)
  checking.unref()
  return () => clearInterval(checking)
}
