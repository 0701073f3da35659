import type { z } from 'zod'

/**
 * One operation of the API: its schemas validate the request and the response, type the client and make the OpenAPI page.
 * The schemas are held to zod's core type: held to its full type, every program that names the API takes seconds to check.
 */
export interface Route<
  Params extends z.core.$ZodType = z.core.$ZodType,
  Query extends z.core.$ZodType = z.core.$ZodType,
  Body extends z.core.$ZodType = z.core.$ZodType,
  Response extends z.core.$ZodType = z.core.$ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for each parameter, below `/api`. */
  readonly path: string
  readonly summary: string
  /** Who may call it at all; the use case checks the rest. */
  readonly access: 'anyone' | 'signed-in' | 'member' | 'operator'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** The JSON response, or the media type of a response in bytes. */
  readonly response: Response | { readonly bytes: string }
  /** Body is raw bytes of this media type instead of JSON, at most this long. */
  readonly upload?: { readonly mediaType: string; readonly limitBytes: number }
}

/** Declares a route without losing its exact types. */
export function route<const R extends Route>(definition: R): R {
  return definition
}
