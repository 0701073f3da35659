import type { BodyOf, ParamsOf, QueryOf, Route } from '@weft/api-contract'
import type { Outcome } from '@weft/kernel'
import type { z } from 'zod'
import type {
  Caller,
  MemberCaller,
  OperatorCaller,
  SignedInCaller,
} from '../modules/accounts/index.ts'

interface CallerByAccess {
  readonly anyone: Caller
  readonly 'signed-in': SignedInCaller
  readonly member: MemberCaller
  readonly operator: OperatorCaller
}

/** An uploaded body, already on disk; the file is removed when the call is over. */
export interface UploadedFile {
  readonly path: string
  readonly sizeBytes: number
}

/** An answer in bytes; with an `etag` an unchanged copy is not sent again. */
export interface BytesAnswer {
  readonly bytes: Uint8Array
  readonly etag?: string
  readonly fileName?: string
}

/** What a handler may need of the exchange itself: the request's headers, and cookies to set. */
export interface Exchange {
  readonly headers: Headers
  setCookies(from: Headers): void
}

/** The parsed parts of a request. */
export interface HandlerInput<R extends Route> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly upload: R extends { upload: object } ? UploadedFile : undefined
}

/** What a handler answers when it accepts. */
export type AnswerOf<R extends Route> = R['response'] extends z.core.$ZodType
  ? z.input<R['response']>
  : BytesAnswer

/** Answers one route; who is calling is an argument and is already checked against the route's `access`. */
export type Handler<R extends Route> = (
  caller: CallerByAccess[R['access']],
  input: HandlerInput<R>,
  exchange: Exchange,
) => Promise<Outcome<AnswerOf<R>>>

/** One handler for each route: a route without one does not compile. */
export type Handlers<Routes extends Readonly<Record<string, Route>>> = {
  readonly [N in keyof Routes]: Handler<Routes[N]>
}
