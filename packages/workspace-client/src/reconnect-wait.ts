import type { Random } from '@weft/kernel'

const leastMs = 100
const firstMs = 500
const longestMs = 15_000
/** How far the first return after a restart is spread. */
const restartMs = 5_000

/**
 * How long to wait before coming back for the so-manieth time. Everybody's connection ends at once when a
 * server restarts, so each waits a different while, spread evenly up to a bound that doubles.
 */
export function reconnectWaitMs(attempt: number, isRestart: boolean, random: Random): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20))
  const most = isRestart ? Math.max(restartMs, doubled) : doubled
  return leastMs + random() * (most - leastMs)
}
