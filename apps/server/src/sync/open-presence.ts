import type { Clock } from '@weft/kernel'
import {
  encodeAwarenessMessage,
  parseAwarenessState,
  type AwarenessEntry,
} from '@weft/sync-protocol'
import type { Connection } from './connection.ts'
import { openClaims, type Claim } from './presence-claims.ts'

/** What one client says of itself, as one server tells it to the others; `null` when it leaves. */
export interface SharedState {
  readonly client: number
  /** The person the server stamped it with. */
  readonly person: string
  readonly text: string
}

/** What the clients of one document say of themselves; never stored. */
export interface Presence {
  receive(connection: Connection, entries: readonly AwarenessEntry[]): void
  /** Tells a connection everything that is known. */
  tell(connection: Connection): void
  leave(connection: Connection): void
  /** Everything the clients of this server say of themselves. */
  ownStates(): readonly SharedState[]
  /** Takes what another server tells; `count` grows with everything it tells, `whole` says that it is all there is. */
  hear(server: string, count: number, states: readonly SharedState[], whole: boolean): void
  /** Forgets the clients of other servers that were not heard of since a moment, or all of one server. */
  forget(those: { readonly server: string } | { readonly before: number }): void
}

/** What presence works with. */
export interface PresenceSettings {
  readonly connections: ReadonlySet<Connection>
  /** The longest thing a client may say of itself. */
  readonly stateBytes: number
  readonly now: Clock
  /** Tells other servers what changed here. */
  readonly tellOthers?: (states: readonly SharedState[]) => void
}

const introductionLimit = 4
/** How long what clients say is gathered into one message after one went out: many hands move at once. */
const gatherMs = 30

/** What is told to the others next; `from` is where it came from, null for another server. */
interface Gathered {
  readonly entry: AwarenessEntry
  readonly from: Connection | null
}

type Remote = Extract<NonNullable<Claim['live']>, { server: string }>

function remoteOf({ live }: Claim): Remote | null {
  return live && 'server' in live ? live : null
}

function isOf(connection: Connection, { person }: Claim): boolean {
  return person === connection.person.id
}

class RoomPresence implements Presence {
  readonly #settings: PresenceSettings
  readonly #claims: ReturnType<typeof openClaims>
  readonly #gathered = new Map<number, Gathered>()
  #isGathering = false

  constructor(settings: PresenceSettings) {
    this.#settings = settings
    this.#claims = openClaims(settings.now)
  }

  receive(connection: Connection, entries: readonly AwarenessEntry[]): void {
    const isFirst = !connection.spoke
    const first = isFirst && entries.length === 1
    connection.spoke = true
    const accepted = entries.flatMap((entry) => this.#accept(connection, entry, first) ?? [])
    this.#claims.forgetOldest()
    this.#spread(accepted, connection)
    if (!isFirst) return
    this.#tellSome(
      connection,
      (client, claim) => isOf(connection, claim) && !connection.introduced.has(client),
    )
  }

  tell(connection: Connection): void {
    // Until it speaks, a client of the same person may be this very one, left behind by a lost socket.
    this.#tellSome(connection, (client, claim) =>
      connection.spoke ? !connection.introduced.has(client) : !isOf(connection, claim),
    )
  }

  leave(connection: Connection): void {
    const left = this.#claims.all().flatMap(([client, claim]) => {
      if (!claim.live || !('connection' in claim.live)) return []
      if (claim.live.connection !== connection) return []
      return [this.#end(client, claim)]
    })
    this.#spread(left, connection)
  }

  ownStates(): readonly SharedState[] {
    return this.#claims
      .all()
      .flatMap(([client, { person, live }]) =>
        live && 'connection' in live ? [{ client, person, text: live.text }] : [],
      )
  }

  hear(server: string, count: number, states: readonly SharedState[], whole: boolean): void {
    this.#spread(states.flatMap((state) => this.#hearOne(server, count, state) ?? []))
    this.#claims.forgetOldest()
    if (!whole) return
    const named = new Set(states.map(({ client }) => client))
    this.#drop(
      (remote, client, claim) =>
        remote.server === server &&
        !named.has(client) &&
        !this.#claims.isOlder(claim, server, count),
    )
  }

  forget(those: { readonly server: string } | { readonly before: number }): void {
    this.#drop((remote) =>
      'server' in those ? remote.server === those.server : remote.heardAt < those.before,
    )
  }

  // y-websocket echoes what it hears of others, so a foreign identifier is no attack: it is ignored.
  #mayTake(connection: Connection, client: number, first: boolean): boolean {
    if (connection.introduced.has(client)) return true
    if (connection.introduced.size >= introductionLimit) return false
    const claim = this.#claims.find(client)
    // A reconnecting client speaks of itself before it can have heard of anybody.
    return claim ? isOf(connection, claim) && first : true
  }

  #accept(connection: Connection, entry: AwarenessEntry, first: boolean): AwarenessEntry | null {
    const { client } = entry
    if (entry.text.length > this.#settings.stateBytes) return null
    if (!this.#mayTake(connection, client, first)) return null
    const state = parseAwarenessState(entry.text)
    if (!state.ok || (state.value === null && !this.#claims.find(client))) return null
    const claim = this.#claims.take(client, connection.person.id)
    connection.introduced.add(client)
    const text =
      state.value === null ? 'null' : JSON.stringify({ ...state.value, person: connection.person })
    claim.live = state.value === null ? null : { connection, text }
    return { client, clock: this.#claims.tick(claim, entry.clock), text }
  }

  #hearOne(server: string, count: number, state: SharedState): AwarenessEntry | null {
    const { client, person, text } = state
    if (text === 'null' && !this.#isAt(server, client)) return null
    const claim = this.#claims.take(client, person)
    if (claim.person !== person || this.#claims.isOlder(claim, server, count)) return null
    const same = remoteOf(claim)
    claim.told = { server, count }
    claim.live = text === 'null' ? null : { server, text, heardAt: this.#settings.now() }
    // What is told again only says that it still holds.
    if (same?.server === server && same.text === text) return null
    return { client, clock: this.#claims.tick(claim), text }
  }

  #isAt(server: string, client: number): boolean {
    const claim = this.#claims.find(client)
    return claim !== undefined && remoteOf(claim)?.server === server
  }

  #drop(isDropped: (remote: Remote, client: number, claim: Claim) => boolean): void {
    const left = this.#claims.all().flatMap(([client, claim]) => {
      const remote = remoteOf(claim)
      return remote && isDropped(remote, client, claim) ? [this.#end(client, claim)] : []
    })
    this.#spread(left)
  }

  #end(client: number, claim: Claim): AwarenessEntry {
    claim.live = null
    return { client, clock: this.#claims.tick(claim), text: 'null' }
  }

  /** Tells the others at once after a pause, and otherwise with all that comes in the next moment. */
  #spread(entries: readonly AwarenessEntry[], from: Connection | null = null): void {
    if (entries.length === 0) return
    for (const entry of entries) this.#gathered.set(entry.client, { entry, from })
    if (!this.#isGathering) this.#spreadGathered()
  }

  #spreadGathered(): void {
    const gathered = [...this.#gathered.values()]
    this.#gathered.clear()
    this.#isGathering = gathered.length > 0
    if (!this.#isGathering) return
    this.#sendGathered(gathered)
    const own = gathered.flatMap(({ entry: { client, text }, from }) =>
      from ? [{ client, person: from.person.id, text }] : [],
    )
    if (own.length > 0) this.#settings.tellOthers?.(own)
    setTimeout(() => {
      this.#spreadGathered()
    }, gatherMs).unref()
  }

  #sendGathered(gathered: readonly Gathered[]): void {
    const senders = new Set(gathered.map(({ from }) => from))
    let all: Uint8Array | null = null
    for (const connection of this.#settings.connections) {
      if (senders.has(connection)) {
        // Nobody is told what they said themselves.
        const others = gathered.filter(({ from }) => from !== connection)
        if (others.length > 0)
          connection.send(encodeAwarenessMessage(others.map(({ entry }) => entry)))
      } else {
        all ??= encodeAwarenessMessage(gathered.map(({ entry }) => entry))
        connection.send(all)
      }
    }
  }

  #tellSome(connection: Connection, isTold: (client: number, claim: Claim) => boolean): void {
    const entries = this.#claims.all().flatMap(([client, claim]) =>
      // A client that was away keeps the clock it knew, so it is told a later one.
      claim.live && isTold(client, claim)
        ? [{ client, clock: this.#claims.tick(claim), text: claim.live.text }]
        : [],
    )
    if (entries.length > 0) connection.send(encodeAwarenessMessage(entries))
  }
}

/** Opens the presence of one document. */
export function openPresence(settings: PresenceSettings): Presence {
  return new RoomPresence(settings)
}
