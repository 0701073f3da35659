import { accept, refuse, type Outcome } from '@weft/kernel'
import { z } from 'zod'
import { allRoutes, type RouteName } from './all-routes.ts'
import type { Route } from './route.ts'
import type { ParamsOf, ResponseOf } from './route-types.ts'
import { failureBody } from './shapes/basics.ts'

type Routes = typeof allRoutes

/** The parts of a call a route wants; a part it does not declare cannot be given. */
type CallInput<R extends Route> = (R extends { params: z.core.$ZodType }
  ? { readonly params: ParamsOf<R> }
  : unknown) &
  (R extends { query: infer Q extends z.core.$ZodType }
    ? { readonly query?: z.input<Q> }
    : unknown) &
  (R extends { body: infer B extends z.core.$ZodType } ? { readonly body: z.input<B> } : unknown) &
  (R extends { upload: object } ? { readonly body: Blob | Uint8Array<ArrayBuffer> } : unknown) & {
    readonly signal?: AbortSignal
  }

type NeedsInput<R extends Route> = R extends
  { params: z.core.$ZodType } | { body: z.core.$ZodType } | { upload: object }
  ? true
  : false

type Call<R extends Route> =
  NeedsInput<R> extends true
    ? (input: CallInput<R>) => Promise<Outcome<ResponseOf<R>>>
    : (input?: CallInput<R>) => Promise<Outcome<ResponseOf<R>>>

/** The whole API as functions: one per route, each giving a value or a coded refusal. */
export type ApiClient = { readonly [N in RouteName]: Call<Routes[N]> }

/** Where the API is and how to reach it. */
export interface ApiClientSettings {
  /** The origin of the space, e.g. `location.origin`. */
  readonly baseUrl: string
  readonly fetch: typeof fetch
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

function addressOf(route: Route, baseUrl: string, input: LooseInput): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value))
  }
  const tail = query.size > 0 ? `?${query.toString()}` : ''
  return `${baseUrl}/api${path}${tail}`
}

function requestOf(route: Route, input: LooseInput): RequestInit {
  const plain: RequestInit = {
    method: route.method,
    credentials: 'same-origin',
    ...(input.signal ? { signal: input.signal } : {}),
  }
  if (route.upload) {
    const body = input.body as Blob | Uint8Array<ArrayBuffer>
    return { ...plain, body, headers: { 'content-type': route.upload.mediaType } }
  }
  if (!route.body) return plain
  return {
    ...plain,
    body: JSON.stringify(input.body ?? null),
    headers: { 'content-type': 'application/json' },
  }
}

async function readAnswer(route: Route, response: Response): Promise<Outcome<unknown>> {
  if (!response.ok) {
    const failure = failureBody.safeParse(await response.json())
    return failure.success
      ? refuse(failure.data.code, {
          ...failure.data.args,
          ...(failure.data.requestId ? { requestId: failure.data.requestId } : {}),
        })
      : refuse('network.unreadable')
  }
  if (!(route.response instanceof z.core.$ZodType)) {
    return accept(new Uint8Array(await response.arrayBuffer()))
  }
  const parsed = z.safeParse(route.response, await response.json())
  return parsed.success ? accept(parsed.data) : refuse('network.unreadable')
}

async function send(
  route: Route,
  settings: ApiClientSettings,
  input: LooseInput,
): Promise<Outcome<unknown>> {
  let response: Response
  try {
    response = await settings.fetch(
      addressOf(route, settings.baseUrl, input),
      requestOf(route, input),
    )
  } catch {
    return refuse('network.unreachable')
  }
  try {
    return await readAnswer(route, response)
  } catch {
    return refuse('network.unreadable')
  }
}

/** Opens the typed client; it never throws for a refusal or a lost network. */
export function openApiClient(settings: ApiClientSettings): ApiClient {
  const calls = Object.entries(allRoutes).map(([name, route]) => [
    name,
    (input: LooseInput = {}) => send(route, settings, input),
  ])
  return Object.fromEntries(calls) as ApiClient
}
