import type { Clock } from '@weft/kernel'
import type { Redis } from 'ioredis'

/** Counts of what happened within a span of time that begins with the first of it. */
export interface RateCounts {
  add(key: string, windowMs: number): Promise<{ readonly count: number; readonly leftMs: number }>
}

const mostKeys = 20_000

/** Counts on this server alone. */
export function openLocalCounts(now: Clock): RateCounts {
  const spans = new Map<string, { count: number; until: number }>()
  return {
    add: async (key, windowMs) => {
      const known = spans.get(key)
      const span = known && known.until > now() ? known : { count: 0, until: now() + windowMs }
      span.count += 1
      // The newest last, so that the oldest go first.
      spans.delete(key)
      spans.set(key, span)
      const oldest = spans.size > mostKeys ? spans.keys().next().value : undefined
      if (oldest !== undefined) spans.delete(oldest)
      return { count: span.count, leftMs: span.until - now() }
    },
  }
}

const script = `local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`

const longestWaitMs = 250

/** Counts over all servers in Redis; while it is away, or slow, on this server alone. */
export function openSharedCounts(redis: Redis, prefix: string, local: RateCounts): RateCounts {
  const addShared: RateCounts['add'] = async (key, windowMs) => {
    const answer = await redis.eval(script, 1, `${prefix}rate ${key}`, windowMs)
    const [count, leftMs] = Array.isArray(answer) ? (answer as unknown[]) : []
    if (typeof count !== 'number' || typeof leftMs !== 'number') throw new Error('No count')
    return { count, leftMs: Math.max(0, leftMs) }
  }
  return {
    add: async (key, windowMs) => {
      // Counted here as well, so that an outage does not begin with an empty count.
      const here = await local.add(key, windowMs)
      if (redis.status !== 'ready') return here
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<typeof here>((resolve) => {
        timer = setTimeout(() => resolve(here), longestWaitMs)
      })
      return Promise.race([addShared(key, windowMs).catch(() => here), late]).finally(() =>
        clearTimeout(timer),
      )
    },
  }
}
