import { failures } from '@weft/api-contract'
import { sayFailure, type Failure } from '@weft/kernel'
import type { FastifyReply } from 'fastify'

/** Answers a refusal with its status and its sentence in both languages. */
export async function sendRefusal(
  reply: FastifyReply,
  failure: Failure,
  requestId?: string,
): Promise<FastifyReply> {
  const entry = Object.hasOwn(failures, failure.code) ? failures[failure.code] : undefined
  const message = {
    en: sayFailure(failures, failure, 'en'),
    zh: sayFailure(failures, failure, 'zh'),
  }
  return reply
    .code(entry?.status ?? 400)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ ...failure, message, ...(requestId ? { requestId } : {}) })
}
