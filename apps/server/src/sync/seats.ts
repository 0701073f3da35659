import type { RightsChange } from '../rights-board.ts'
import type { Connection } from './connection.ts'
import type { Readmission } from './readmission.ts'
import type { SocketWatch } from './watch-socket.ts'

/** One open connection and how to ask about it again. */
export interface Seat {
  readonly document: string
  readonly connection: Connection
  readonly readmission: Readmission
  readonly watch: SocketWatch
}

/** Every open connection of the hub, for when rights change. */
export interface Seats {
  /** Gives the function that leaves it. */
  take(seat: Seat): () => void
  /** Asks again about everybody the change may concern. */
  changed(change: RightsChange): void
  /** How many changes were told so far. */
  changes(): number
  /** Looks after every socket, and asks about those whose session is over. */
  tend(nowMs: number): void
  /** Asks again about a share of everybody, those first who were not asked about for longest. */
  askInTurn(share: number): void
  size(): number
}

function concerns(change: RightsChange, { document, connection: { person } }: Seat): boolean {
  return (
    (change.person === undefined || change.person === person.id) &&
    (change.organisation === undefined || change.organisation === person.organisation.id) &&
    (change.document === undefined || change.document === document)
  )
}

/** Opens an empty list of connections. */
export function openSeats(): Seats {
  const seats = new Set<Seat>()
  let changes = 0
  let due = 0
  return {
    take: (seat) => {
      seats.add(seat)
      return () => seats.delete(seat)
    },
    changed: (change) => {
      changes += 1
      for (const seat of seats) if (concerns(change, seat)) seat.readmission.ask()
    },
    changes: () => changes,
    tend: (nowMs) => {
      for (const { readmission, watch } of [...seats]) {
        readmission.askWhenOver(nowMs)
        watch.look()
      }
    },
    askInTurn: (share) => {
      due = Math.min(seats.size, due + seats.size * share)
      for (const seat of [...seats].slice(0, Math.floor(due))) {
        due -= 1
        // To the end of the line.
        seats.delete(seat)
        seats.add(seat)
        seat.readmission.ask()
      }
    },
    size: () => seats.size,
  }
}
