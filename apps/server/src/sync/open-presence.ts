import {
  encodeAwarenessMessage,
  parseAwarenessState,
  type AwarenessEntry,
} from '@weft/sync-protocol'
import type { Connection } from './connection.ts'

/** What the clients of one document say of themselves; never stored. */
export interface Presence {
  receive(connection: Connection, entries: readonly AwarenessEntry[]): void
  /** Tells a connection everything that is known. */
  tell(connection: Connection): void
  leave(connection: Connection): void
}

interface Claim {
  /** The person who introduced this client identifier; nobody else may speak for it, ever. */
  readonly person: string
  clock: number
  /** Null when the client has left. */
  live: { connection: Connection; text: string } | null
}

const claimLimit = 5000
const introductionLimit = 4

function forgetOldest(claims: Map<number, Claim>): void {
  for (const [client, claim] of claims) {
    if (claims.size <= claimLimit) return
    if (!claim.live) claims.delete(client)
  }
}

/** Opens the presence of one document. */
export function openPresence(connections: ReadonlySet<Connection>, stateBytes: number): Presence {
  const claims = new Map<number, Claim>()

  // y-websocket echoes what it hears of others, so a foreign identifier is no attack: it is ignored.
  const mayTake = (connection: Connection, client: number, first: boolean): boolean => {
    if (connection.introduced.has(client)) return true
    if (connection.introduced.size >= introductionLimit) return false
    const claim = claims.get(client)
    // A reconnecting client speaks of itself before it can have heard of anybody.
    return claim ? claim.person === connection.person.id && first : true
  }

  const accept = (
    connection: Connection,
    entry: AwarenessEntry,
    first: boolean,
  ): AwarenessEntry | null => {
    if (entry.text.length > stateBytes || !mayTake(connection, entry.client, first)) return null
    const state = parseAwarenessState(entry.text)
    if (!state.ok) return null
    const known = claims.get(entry.client)
    if (state.value === null && !known) return null
    const claim = known ?? { person: connection.person.id, clock: -1, live: null }
    claims.set(entry.client, claim)
    connection.introduced.add(entry.client)
    // After a reconnection the client counts on from where others have already seen it leave.
    claim.clock = Math.max(entry.clock, claim.clock + 1)
    const text =
      state.value === null ? 'null' : JSON.stringify({ ...state.value, person: connection.person })
    claim.live = state.value === null ? null : { connection, text }
    return { client: entry.client, clock: claim.clock, text }
  }

  const spread = (entries: readonly AwarenessEntry[], except: Connection): void => {
    if (entries.length === 0) return
    const message = encodeAwarenessMessage(entries)
    for (const connection of connections) if (connection !== except) connection.send(message)
  }

  return {
    receive: (connection, entries) => {
      const first = !connection.spoke && entries.length === 1
      connection.spoke = true
      const accepted = entries.flatMap((entry) => accept(connection, entry, first) ?? [])
      forgetOldest(claims)
      spread(accepted, connection)
    },
    tell: (connection) => {
      const entries = [...claims].flatMap(([client, { clock, live }]) =>
        live && live.connection !== connection ? [{ client, clock, text: live.text }] : [],
      )
      if (entries.length > 0) connection.send(encodeAwarenessMessage(entries))
    },
    leave: (connection) => {
      const left: AwarenessEntry[] = []
      for (const [client, claim] of claims) {
        if (claim.live?.connection !== connection) continue
        claim.live = null
        claim.clock += 1
        left.push({ client, clock: claim.clock, text: 'null' })
      }
      spread(left, connection)
    },
  }
}
