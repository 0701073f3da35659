import type { FastifyRateLimitStore } from '@fastify/rate-limit'
import type { RateCounts } from '../cluster/rate-counts.ts'

type Answer = Parameters<FastifyRateLimitStore['incr']>[1]

/** Counts requests over all servers, and on this one alone while the shared counts are away. */
export function sharedRateStore(counts: RateCounts): new () => FastifyRateLimitStore {
  class SharedRateStore implements FastifyRateLimitStore {
    readonly #name: string

    constructor(name = '') {
      this.#name = name
    }

    incr(key: string, answer: Answer, windowMs: number): void {
      counts.add(`${this.#name}${key}`, windowMs).then(
        ({ count, leftMs }) => answer(null, { current: count, ttl: leftMs }),
        (cause: unknown) =>
          answer(cause instanceof Error ? cause : new Error('No count', { cause })),
      )
    }

    child(route: { readonly method: unknown; readonly path: string }): FastifyRateLimitStore {
      return new SharedRateStore(`${this.#name}${String(route.method)} ${route.path} `)
    }
  }
  return SharedRateStore
}
