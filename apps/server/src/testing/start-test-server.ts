import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerConfig } from '../config.ts'
import { startServer } from '../start-server.ts'

/** A whole server on a free port with a data folder of its own. */
export interface TestServer {
  readonly address: string
  readonly setUpCode: string | null
  /** Calls the API as the holder of a cookie, from the space's own origin unless told otherwise. */
  call(
    method: string,
    path: string,
    options?: {
      readonly as?: string | null
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    },
  ): Promise<Response>
  close(): Promise<void>
}

function bodyOf(body: unknown): { body?: string | Blob; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} }
  if (body instanceof Blob) return { body, headers: { 'content-type': body.type } }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** Starts a whole server for a test. */
export async function startTestServer(config: Partial<ServerConfig> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-server-'))
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    folder,
    sharedFolder: folder,
    databaseUrl: null,
    redisUrl: null,
    newSecret: false,
    demo: false,
    origin: null,
    logTo: 'file',
    distFolder: null,
    packsFolder: join(import.meta.dirname, '../../../../sandbox/packs'),
    ...config,
  })
  const { address } = server
  return {
    address,
    setUpCode: server.setUpCode,
    call: (method, path, options = {}) => {
      const sent = bodyOf(options.body)
      return fetch(`${address}${path}`, {
        method,
        redirect: 'manual',
        ...(sent.body === undefined ? {} : { body: sent.body }),
        headers: {
          origin: address,
          ...(options.as ? { cookie: options.as } : {}),
          ...sent.headers,
          ...options.headers,
        },
      })
    },
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The cookies a response sets, as a request sends them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ')
}
