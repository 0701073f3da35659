import { discussionLimits } from '@weft/discussion-model'
import type { Clock } from '@weft/kernel'

/** How many changes each person has made of late on this server. */
export interface PersonRates {
  /** Counts one change; gives how long to wait when there were too many, else 0. */
  take(person: string): number
}

const windowMs = 60_000

/** Opens the count of changes, forgetting people who have been quiet for a minute. */
export function openPersonRates(
  now: Clock,
  perMinute: number = discussionLimits.changesPerMinute,
): PersonRates {
  const windows = new Map<string, { readonly from: number; count: number }>()
  const forgetQuiet = (at: number): void => {
    for (const [person, { from }] of windows) if (at - from >= windowMs) windows.delete(person)
  }
  return {
    take: (person) => {
      const at = now()
      const current = windows.get(person)
      if (!current || at - current.from >= windowMs) {
        forgetQuiet(at)
        windows.set(person, { from: at, count: 1 })
        return 0
      }
      current.count += 1
      return current.count > perMinute ? current.from + windowMs - at : 0
    },
  }
}
