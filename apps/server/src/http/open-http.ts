import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { refuse, type Random } from '@weft/kernel'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import {
  createJsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { RateCounts } from '../cluster/rate-counts.ts'
import { answerError } from './answer-error.ts'
import { pageHeaders } from './content-policies.ts'
import { RefusedError } from './refused-error.ts'
import { sendRefusal } from './refusal.ts'
import { openAddressOf } from './remote-address.ts'
import { sharedRateStore } from './shared-rate-store.ts'
import { allowedHost, checkSameOrigin, type Reach } from './request-origin.ts'

/** What the HTTP server is made with. */
export interface HttpSettings {
  readonly logger: FastifyBaseLogger
  readonly reach: Reach
  readonly random: Random
  /** Requests per minute and address over all routes. */
  readonly requestsPerMinute: number
  /** Proxies whose word about a request's origin is taken. */
  readonly trustedProxies?: readonly string[]
  /** Counts requests over all servers; this one counts for itself when not given. */
  readonly rates?: RateCounts | null
}

const bodyLimitBytes = 1024 * 1024

function guardRequests(server: FastifyInstance, reach: Reach): void {
  const secure = reach.origin?.startsWith('https:') ?? false
  server.addHook('onRequest', async (request, reply) => {
    const host = allowedHost(request.headers, reach)
    if (host === null) {
      const shown = (request.headers.host ?? '').slice(0, 100)
      return sendRefusal(reply, refuse('request.unknown-host', { host: shown }).failure)
    }
    const path = new URL(request.url, 'http://weft.invalid').pathname
    reply.headers(pageHeaders(path, host, secure))
    const failure = checkSameOrigin(request.method, request.headers, host)
    if (failure) return sendRefusal(reply, failure)
    return undefined
  })
}

async function addPlugins(server: FastifyInstance, settings: HttpSettings): Promise<void> {
  await server.register(helmet, {
    // Every kind of page has a policy of its own, see content-policies.ts.
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'sameorigin' },
    hsts: settings.reach.origin?.startsWith('https:') ? { maxAge: 15_552_000 } : false,
  })
  const addressOf = openAddressOf(settings.trustedProxies ?? [])
  await server.register(rateLimit, {
    max: settings.requestsPerMinute,
    keyGenerator: (request) => addressOf(request.raw),
    timeWindow: '1 minute',
    ...(settings.rates ? { store: sharedRateStore(settings.rates) } : {}),
    errorResponseBuilder: (_request, context) =>
      new RefusedError(
        refuse('request.too-many', { seconds: Math.ceil(context.ttl / 1000) }).failure,
      ),
  })
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Weft',
        description:
          'Every operation of a Weft space. Refusals: `{code, args, message: {en, zh}}`.',
        version: '1',
      },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } }),
  })
  await server.register(swaggerUi, { routePrefix: '/api/docs' })
}

/** Opens the HTTP server with its guards; nothing is served yet. */
export async function openHttp(settings: HttpSettings): Promise<FastifyInstance> {
  let count = 0
  const start = Math.floor(settings.random() * 36 ** 6).toString(36)
  const server = fastify({
    loggerInstance: settings.logger,
    bodyLimit: bodyLimitBytes,
    genReqId: () => `${start}-${(count++).toString(36)}`,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    trustProxy: [...(settings.trustedProxies ?? [])],
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerError(bodyLimitBytes))
  const streamed = ['text/csv', 'application/vnd.apache.arrow.stream']
  server.addContentTypeParser(streamed, (_request, payload, done) => done(null, payload))
  guardRequests(server, settings.reach)
  await addPlugins(server, settings)
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        tookMs: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  return server
}
