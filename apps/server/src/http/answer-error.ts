import { refuse, type Failure } from '@weft/kernel'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { RefusedError } from './refused-error.ts'
import { sendRefusal } from './refusal.ts'

function invalid(error: unknown): Failure | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null
  const first = error.validation[0]
  const path = (first?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.')
  const reason = first?.message ?? ''
  return refuse('request.invalid', { path: path || (error.validationContext ?? 'body'), reason })
    .failure
}

function known(error: FastifyError, bodyLimitBytes: number): Failure | null {
  if (error instanceof RefusedError) return error.failure
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return refuse('request.too-large', { limitKb: Math.round(bodyLimitBytes / 1024) }).failure
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return refuse('request.unsupported-type', { expected: 'application/json' }).failure
  }
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500 ? refuse('request.unreadable').failure : null
}

/** Words every error: what the sender did wrong is told, the rest is logged and named by the request's number. */
export function answerError(bodyLimitBytes: number) {
  return async (
    error: FastifyError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const failure = invalid(error) ?? known(error, bodyLimitBytes)
    if (failure) return sendRefusal(reply, failure)
    request.log.error({ err: error, requestId: request.id }, 'unexpected error')
    return sendRefusal(
      reply,
      refuse('server.unexpected', { requestId: request.id }).failure,
      request.id,
    )
  }
}
