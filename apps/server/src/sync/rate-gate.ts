import type { Clock } from '@weft/kernel'

/** Lets a steady rate through, and a burst now and then. */
export interface RateGate {
  /** Whether so much may pass now; what may not is not counted. */
  pass(cost?: number): boolean
  /** Whether nothing passed lately. */
  isFull(): boolean
}

/** Opens a gate for so many per second, with room for a burst. */
export function openRateGate(now: Clock, perSecond: number, burst: number): RateGate {
  let room = burst
  let last = now()
  const fill = (): void => {
    const at = now()
    room = Math.min(burst, room + (Math.max(0, at - last) / 1000) * perSecond)
    last = at
  }
  return {
    pass: (cost = 1) => {
      fill()
      if (room < cost) return false
      room -= cost
      return true
    },
    isFull: () => {
      fill()
      return room >= burst
    },
  }
}
