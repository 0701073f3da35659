import type { Clock } from '@weft/kernel'
import type { Connection } from './connection.ts'

/** One client identifier and whose it is. */
export interface Claim {
  /** The person who introduced this client identifier; nobody else may speak for it, ever. */
  readonly person: string
  clock: number
  /** Null when the client has left. */
  live:
    | { readonly connection: Connection; readonly text: string }
    | { readonly server: string; readonly text: string; readonly heardAt: number }
    | null
  /** Which signal of another server spoke of it last. */
  told: { readonly server: string; readonly count: number } | null
}

const claimLimit = 5000

/** Opens an empty table of client identifiers. */
export function openClaims(now: Clock) {
  const claims = new Map<number, Claim>()
  return {
    find: (client: number): Claim | undefined => claims.get(client),
    all: (): readonly (readonly [number, Claim])[] => [...claims],
    /** The claim to a client identifier, which is this person's when nobody had it. */
    take: (client: number, person: string): Claim => {
      const claim = claims.get(client) ?? { person, clock: -1, live: null, told: null }
      claims.set(client, claim)
      return claim
    },
    /**
     * The next clock of a client. Clients keep the highest they saw, on whichever server: so it grows with
     * the time, and also after a reconnection, when others have already seen the client leave.
     */
    tick: (claim: Claim, least = 0): number => {
      claim.clock = Math.max(least, claim.clock + 1, now())
      return claim.clock
    },
    /** Whether a signal of another server is not newer than the last one that spoke of this client. */
    isOlder: ({ told }: Claim, server: string, count: number): boolean =>
      told?.server === server && count <= told.count,
    forgetOldest: (): void => {
      for (const [client, claim] of claims) {
        if (claims.size <= claimLimit) return
        if (!claim.live) claims.delete(client)
      }
    },
  }
}
