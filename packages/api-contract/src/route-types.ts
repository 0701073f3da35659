import type { z } from 'zod'
import type { Route } from './route.ts'

/** What a route without these parts gets: an object in which nothing can be looked up. */
type NoParts = Readonly<Record<string, never>>

/** What the path parameters of a route parse to. */
export type ParamsOf<R extends Route> = R extends { params: infer P extends z.core.$ZodType }
  ? z.output<P>
  : NoParts

/** What the query of a route parses to. */
export type QueryOf<R extends Route> = R extends { query: infer Q extends z.core.$ZodType }
  ? z.output<Q>
  : NoParts

/** What the body of a route parses to. */
export type BodyOf<R extends Route> = R extends { body: infer B extends z.core.$ZodType }
  ? z.output<B>
  : undefined

/** What a route answers: the parsed JSON, or bytes. */
export type ResponseOf<R extends Route> = R['response'] extends z.core.$ZodType
  ? z.output<R['response']>
  : Uint8Array<ArrayBuffer>
