import type { Clock, Random } from '@weft/kernel'

/** How something is tried again. */
export interface RetryPlan {
  /** The first wait; every further one is twice as long. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long it is given up. */
  readonly forMs: number
}

/** What trying again works with. */
export interface RetrySettings {
  readonly plan: RetryPlan
  readonly now: Clock
  /** Spreads the attempts of many documents whose store comes back at once. */
  readonly random: Random
  readonly wait: (ms: number) => Promise<void>
  /** Whether trying has lost its point. */
  readonly isOver: () => boolean
  readonly onFailure: (cause: unknown, attempt: number) => void
}

/** Tries until it succeeds; null when it was given up. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  { plan, now, random, wait, isOver, onFailure }: RetrySettings,
): Promise<{ readonly value: T } | null> {
  const givenUpAt = now() + plan.forMs
  for (let attempt = 1; !isOver(); attempt++) {
    try {
      return { value: await work() }
    } catch (cause) {
      onFailure(cause, attempt)
      const waitMs = Math.min(plan.firstWaitMs * 2 ** (attempt - 1), plan.longestWaitMs)
      if (now() + waitMs > givenUpAt) return null
      await wait(waitMs * (0.5 + random() / 2))
    }
  }
  return null
}
