import type { Clock } from '@weft/kernel'
import { openRateGate, type RateGate } from './rate-gate.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { RefusalReason } from './sync-observer.ts'

/** How many attempts and connections each address has. */
export interface AddressBook {
  /** Counts an attempt to connect; says why when there are too many. */
  attempt(
    address: string,
  ): Extract<RefusalReason, 'address-busy' | 'address-full' | 'space-full'> | null
  /** Counts a connection in; gives the function that counts it out. */
  connect(address: string): () => void
  /** Forgets addresses nothing came from lately. */
  tend(): void
  size(): number
}

interface Entry {
  readonly attempts: RateGate
  connections: number
}

const remembered = 100_000

/** Opens an empty book. */
export function openAddressBook(limits: SyncLimits, now: Clock): AddressBook {
  const entries = new Map<string, Entry>()
  let connections = 0

  const entryOf = (address: string): Entry => {
    const entry = entries.get(address) ?? {
      attempts: openRateGate(now, limits.attemptsPerSecond, limits.attemptBurst),
      connections: 0,
    }
    entries.set(address, entry)
    return entry
  }
  const forget = (isForgotten: (entry: Entry) => boolean): void => {
    for (const [address, entry] of entries) {
      if (entry.connections === 0 && isForgotten(entry)) entries.delete(address)
    }
  }
  return {
    attempt: (address) => {
      if (entries.size >= remembered) forget(() => true)
      const entry = entryOf(address)
      if (!entry.attempts.pass()) return 'address-busy'
      if (entry.connections >= limits.connectionsPerAddress) return 'address-full'
      return connections >= limits.connectionsInAll ? 'space-full' : null
    },
    connect: (address) => {
      const entry = entryOf(address)
      entry.connections++
      connections++
      return () => {
        entry.connections--
        connections--
      }
    },
    tend: () => forget(({ attempts }) => attempts.isFull()),
    size: () => entries.size,
  }
}
