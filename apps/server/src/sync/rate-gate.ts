import type { Clock } from '@weft/kernel'

/** Lets a steady rate through, and a burst now and then. */
export interface RateGate {
  pass(): boolean
}

/** Opens a gate for so many per second, with room for a burst. */
export function openRateGate(now: Clock, perSecond: number, burst: number): RateGate {
  let room = burst
  let last = now()
  return {
    pass: () => {
      const at = now()
      room = Math.min(burst, room + (Math.max(0, at - last) / 1000) * perSecond)
      last = at
      if (room < 1) return false
      room -= 1
      return true
    },
  }
}
