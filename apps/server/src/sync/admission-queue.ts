import type { SyncLimits } from './sync-limits.ts'

/** Lets so many attempts be looked into at once, and so many wait for it. */
export interface AdmissionQueue {
  /** Does the work when its turn comes; null when too many wait, or the turn did not come in time. */
  enter<T>(address: string, work: () => Promise<T>): Promise<{ readonly value: T } | null>
  /** How many are looked into or wait. */
  size(): number
}

interface Waiting {
  readonly start: (isIn: boolean) => void
  readonly timer: NodeJS.Timeout
}

/** Gives up what does not come: a store that hangs must not hold its place for ever. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing was known after ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Opens an empty queue. */
export function openAdmissionQueue(limits: SyncLimits): AdmissionQueue {
  const waiting = new Set<Waiting>()
  const byAddress = new Map<string, number>()
  let running = 0

  const count = (address: string, change: number): number => {
    const next = (byAddress.get(address) ?? 0) + change
    if (next > 0) byAddress.set(address, next)
    else byAddress.delete(address)
    return next
  }
  const turn = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (running < limits.admissionsAtOnce) {
        running++
        resolve(true)
        return
      }
      const entry: Waiting = {
        start: (isIn) => {
          clearTimeout(entry.timer)
          waiting.delete(entry)
          resolve(isIn)
        },
        timer: setTimeout(() => entry.start(false), limits.admissionMs),
      }
      waiting.add(entry)
    })
  const leave = (): void => {
    const [next] = waiting
    // The place is handed on, so that nobody who comes later is faster.
    if (next) next.start(true)
    else running--
  }
  return {
    enter: async (address, work) => {
      if (waiting.size >= limits.admissionsWaiting) return null
      const mine = count(address, 1)
      try {
        if (mine > limits.admissionsPerAddress || !(await turn())) return null
        try {
          return { value: await inTime(work(), limits.admissionMs) }
        } finally {
          leave()
        }
      } finally {
        count(address, -1)
      }
    },
    size: () => running + waiting.size,
  }
}
