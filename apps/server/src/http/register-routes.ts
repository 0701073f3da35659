import type { Route } from '@weft/api-contract'
import { refuse, type Outcome } from '@weft/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { isSignedIn, type Caller } from '../modules/accounts/index.ts'
import { checkAccess } from './check-access.ts'
import type { BytesAnswer, Exchange, UploadedFile } from './handler.ts'
import { receiveUpload } from './receive-upload.ts'
import { sendRefusal } from './refusal.ts'

/** A handler whose exact types were checked where it was written. */
type LooseHandler = (caller: never, input: never, exchange: Exchange) => Promise<Outcome<unknown>>

/** What the routes need from the rest of the server. */
export interface RouteDeps {
  readCaller(headers: Headers): Promise<Caller>
  readonly uploadFolder: string
  /** A file name nobody has used. */
  uniqueName(): string
  /** Tighter limits for single routes, requests per minute by route name. */
  readonly limits: Readonly<Record<string, number>>
}

/** The request's headers in the web's form. */
export function webHeaders(request: { readonly headers: FastifyRequest['headers'] }): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

function exchangeOf(headers: Headers, reply: FastifyReply): Exchange {
  return {
    headers,
    setCookies: (from) => {
      for (const cookie of from.getSetCookie()) reply.header('set-cookie', cookie)
    },
  }
}

function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  mediaType: string,
  answer: BytesAnswer,
): FastifyReply {
  reply.header('cache-control', 'private, no-cache')
  if (answer.etag) reply.header('etag', `"${answer.etag}"`)
  if (answer.etag && request.headers['if-none-match'] === `"${answer.etag}"`) {
    return reply.code(304).send()
  }
  if (answer.fileName) {
    const name = answer.fileName.replace(/[^\w.-]/g, '_')
    reply.header('content-disposition', `attachment; filename="${name}"`)
  }
  const { buffer, byteOffset, byteLength } = answer.bytes
  return reply.type(mediaType).send(Buffer.from(buffer, byteOffset, byteLength))
}

async function uploadOf(
  route: Route,
  request: FastifyRequest,
  deps: RouteDeps,
): Promise<Outcome<UploadedFile> | null> {
  if (!route.upload) return null
  if (!(request.body instanceof Readable)) {
    return refuse('request.unsupported-type', { expected: route.upload.mediaType })
  }
  const place = { folder: deps.uploadFolder, name: deps.uniqueName() }
  return receiveUpload(request.body, route.upload.limitBytes, place)
}

function answerWith(route: Route, handler: LooseHandler, deps: RouteDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const caller = request.caller
    const upload = await uploadOf(route, request, deps)
    if (upload && !upload.ok)
      return sendRefusal(reply.header('connection', 'close'), upload.failure)
    try {
      const input = {
        params: request.params ?? {},
        query: request.query ?? {},
        body: route.body ? request.body : undefined,
        upload: upload?.value,
      }
      const exchange = exchangeOf(webHeaders(request), reply)
      const outcome = await handler(caller as never, input as never, exchange)
      if (!outcome.ok) return await sendRefusal(reply, outcome.failure)
      if (route.response instanceof z.core.$ZodType) {
        return await reply.header('cache-control', 'no-store').send(outcome.value)
      }
      return await sendBytes(request, reply, route.response.bytes, outcome.value as BytesAnswer)
    } finally {
      if (upload) await rm(upload.value.path, { force: true })
    }
  }
}

function schemaOf(route: Route): Record<string, unknown> {
  return {
    summary: route.summary,
    description: `Access: ${route.access}`,
    tags: [route.path.split('/')[1] ?? ''],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.response instanceof z.core.$ZodType ? { response: { 200: route.response } } : {}),
  }
}

/** Serves routes of the contract below /api: checks access, request and response, and words every refusal. */
export function registerRoutes(
  server: FastifyInstance,
  routes: Readonly<Record<string, Route>>,
  handlers: Readonly<Record<string, LooseHandler>>,
  deps: RouteDeps,
): void {
  for (const [name, route] of Object.entries(routes)) {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!handler) continue
    const limit = deps.limits[name]
    server.route({
      method: route.method,
      url: `/api${route.path}`,
      schema: schemaOf(route),
      ...(limit ? { config: { rateLimit: { max: limit, timeWindow: '1 minute' } } } : {}),
      // Before the body is read: nobody uploads what they may not.
      onRequest: async (request, reply) => {
        const caller = await deps.readCaller(webHeaders(request))
        request.caller = caller
        const failure = checkAccess(route.access, caller)
        if (failure) return sendRefusal(reply, failure)
        if (isSignedIn(caller)) request.log.debug({ person: caller.person }, 'caller')
        return undefined
      },
      preValidation: async (request) => {
        if (route.body && request.body === undefined) request.body = null
      },
      handler: answerWith(route, handler, deps),
    })
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; set on every route of the API. */
    caller: Caller
  }
}
