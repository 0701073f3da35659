import type { Random } from '@weft/kernel'
import type { Bus } from './bus.ts'

/** How often a faulty bus errs, as shares of its signals. */
export interface BusFaults {
  readonly lost: number
  readonly doubled: number
  readonly late: number
  readonly lateMs: number
}

/** A bus for tests that loses, doubles, delays and so reorders signals. */
export function openFaultyBus(bus: Bus, faults: BusFaults, random: Random): Bus {
  const send = (topic: string, bytes: Uint8Array): void => {
    if (random() < faults.lost) return
    if (random() >= faults.late) {
      bus.publish(topic, bytes)
      return
    }
    const copy = bytes.slice()
    setTimeout(() => bus.publish(topic, copy), random() * faults.lateMs).unref()
  }
  return {
    ...bus,
    publish: (topic, bytes) => {
      send(topic, bytes)
      if (random() < faults.doubled) send(topic, bytes)
    },
  }
}
