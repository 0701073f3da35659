import type { Clock } from '@weft/kernel'
import type { SyncLimits } from './sync-limits.ts'
import { openTraffic, type Traffic } from './traffic.ts'

/** What each person sends over all their connections together. */
export interface People {
  /** Counts a connection of a person in. */
  enter(person: string): { readonly traffic: Traffic; readonly leave: () => void }
  /** Forgets people who have been gone for a while. */
  tend(): void
  size(): number
}

// Whoever comes back at once finds the limits they had used up.
const rememberedMs = 60_000

/** Opens the count of people. */
export function openPeople(limits: SyncLimits, now: Clock): People {
  const people = new Map<string, { traffic: Traffic; connections: number; leftAt: number }>()
  return {
    enter: (person) => {
      const entry = people.get(person) ?? {
        traffic: openTraffic(now, limits, limits.personFactor),
        connections: 0,
        leftAt: 0,
      }
      people.set(person, entry)
      entry.connections++
      return {
        traffic: entry.traffic,
        leave: () => {
          entry.connections--
          entry.leftAt = now()
        },
      }
    },
    tend: () => {
      for (const [person, { connections, leftAt }] of people) {
        if (connections === 0 && now() - leftAt > rememberedMs) people.delete(person)
      }
    },
    size: () => people.size,
  }
}
