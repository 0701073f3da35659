import { refuse } from '@weft/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import { webHeaders } from '../http/register-routes.ts'
import { sendRefusal } from '../http/refusal.ts'
import { isSignedIn, type Caller } from '../modules/accounts/index.ts'
import type { Metrics } from './open-metrics.ts'

/** Who may read the figures. */
export interface MetricsAccess {
  /** From WEFT_METRICS_TOKEN; null lets nobody in by token. */
  readonly token: string | null
  readCaller(headers: Headers): Promise<Caller>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compared by their digests, so that neither content nor length shows in the time it takes. */
function hasToken(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}

/** Serves the figures at /metrics to an operator, and to whoever has the token; for everybody else there is nothing. */
export function serveMetrics(
  server: FastifyInstance,
  metrics: Metrics,
  access: MetricsAccess,
): void {
  const { token } = access
  server.addHook('onResponse', async (request, reply) => {
    metrics.request({
      method: request.method,
      // The pattern, never the address: what people open is nobody's business here, and there are too many.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      tookMs: reply.elapsedTime,
    })
  })
  server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const isKnown = token !== null && hasToken(request, token)
    const caller = isKnown ? null : await access.readCaller(webHeaders(request))
    if (caller && !(isSignedIn(caller) && caller.operator)) {
      if (token !== null && request.headers.authorization !== undefined) {
        reply.header('www-authenticate', 'Bearer')
        return sendRefusal(reply, refuse('request.sign-in-first').failure)
      }
      return sendRefusal(reply, refuse('request.no-route', { path: '/metrics' }).failure)
    }
    const { type, text } = await metrics.write()
    return reply.type(type).header('cache-control', 'no-store').send(text)
  })
}
