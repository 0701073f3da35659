import { refuse } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Store } from '../store/store.ts'
import { sendRefusal } from './refusal.ts'

/** What a balancer is told. */
export interface HealthSettings {
  readonly store: Store
  readonly isEnding: () => boolean
  /** How the line to the other servers is; null when there is none. */
  readonly isLineUp: (() => boolean) | null
}

const longestWaitMs = 3000

async function isStoreThere(store: Store): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), longestWaitMs)
  })
  const there = sql`select 1`.execute(store).then(
    () => true,
    () => false,
  )
  return Promise.race([there, late]).finally(() => clearTimeout(timer))
}

/** Answers balancers: `/healthz` while the process lives, `/readyz` while it may be sent people. */
export function answerHealth(http: FastifyInstance, settings: HealthSettings): void {
  const { store, isEnding, isLineUp } = settings
  http.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  http.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    if (isEnding() || !(await isStoreThere(store))) {
      return sendRefusal(reply, refuse('server.unavailable').failure)
    }
    // Without the line the server does all it should, only later: it stays ready.
    return { status: 'ready', ...(isLineUp ? { line: isLineUp() ? 'up' : 'away' } : {}) }
  })
}
