import { refuse } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { randomBytes, randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ServerConfig } from './config.ts'
import { openHttp } from './http/open-http.ts'
import type { RouteDeps } from './http/register-routes.ts'
import { openAddressOf } from './http/remote-address.ts'
import { sendRefusal } from './http/refusal.ts'
import { serveFiles } from './http/serve-files.ts'
import { serveIdentifiers } from './http/serve-identifiers.ts'
import { openMetrics } from './metrics/open-metrics.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { foundSpace, openAccounts } from './modules/accounts/index.ts'
import { openReleaseBuilder } from './modules/releases/index.ts'
import { openModules } from './open-modules.ts'
import { openLog } from './open-log.ts'
import { openSync } from './open-sync.ts'
import { openUpdateLog } from './open-update-log.ts'
import { readSecret } from './read-secret.ts'
import { openRightsBoard } from './rights-board.ts'
import { openDemoLoop } from './seeding/open-demo-loop.ts'
import { seedDemoSpace } from './seeding/seed-demo-space.ts'
import { StartFailure } from './start-failure.ts'
import { openBlobs } from './store/blobs.ts'
import { lockFolder } from './store/lock-folder.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'

/** A server that answers until it is closed. */
export interface RunningServer {
  readonly address: string
  readonly demo: boolean
  /** The code of a production space that still has to be set up. */
  readonly setUpCode: string | null
  close(): Promise<void>
}

function random(): number {
  return randomInt(2 ** 47) / 2 ** 47
}

async function openStoreOf(config: ServerConfig): Promise<Store> {
  if (config.databaseUrl === null) return openStore({ folder: join(config.folder, 'store') })
  try {
    return await openStore({ databaseUrl: config.databaseUrl })
  } catch (error) {
    const host = URL.canParse(config.databaseUrl) ? new URL(config.databaseUrl).host : 'the address'
    throw new StartFailure(
      `The database at ${host} (DATABASE_URL) cannot be used: ${(error as Error).message}\n` +
        'Check that Postgres runs there and the address, name and password are right.',
      error,
    )
  }
}

function listenFailure(config: ServerConfig, error: unknown): StartFailure {
  const { code, message } = error as NodeJS.ErrnoException
  return new StartFailure(
    code === 'EADDRINUSE'
      ? `Port ${config.port} is taken by another program.\nStop that program, or choose another port: PORT=8081 npm start`
      : `The server cannot listen on ${config.host}:${config.port}: ${message}`,
    error,
  )
}

async function listen(http: FastifyInstance, config: ServerConfig): Promise<string> {
  try {
    return await http.listen({ port: config.port, host: config.host })
  } catch (error) {
    throw listenFailure(config, error)
  }
}

// Asked before anything is made, so that a taken port is told at once.
async function checkPortFree(config: ServerConfig): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(config.port, config.host, resolve)
  }).catch((error: unknown) => {
    throw listenFailure(config, error)
  })
  await new Promise((resolve) => probe.close(resolve))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

async function answerTheRest(
  http: FastifyInstance,
  config: ServerConfig,
  store: Store,
): Promise<void> {
  const answerPage = await serveFiles(http, config.distFolder)
  http.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  http.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(store)
      return { status: 'ready' }
    } catch {
      return sendRefusal(reply, refuse('server.unavailable').failure)
    }
  })
  http.setNotFoundHandler((request, reply) => {
    const page = answerPage(request, reply)
    if (page) return page
    const path = (request.url.split('?')[0] ?? '').slice(0, 200)
    return sendRefusal(reply, refuse('request.no-route', { path }).failure)
  })
}

function limitsOf({ signInsPerMinute = 20 }: ServerConfig): RouteDeps['limits'] {
  return {
    signIn: signInsPerMinute,
    setUpSpace: signInsPerMinute,
    acceptInvitation: signInsPerMinute,
    signInAsDemoPerson: signInsPerMinute * 6,
  }
}

async function serve(
  config: ServerConfig,
  closers: (() => Promise<void>)[],
): Promise<RunningServer> {
  const now = (): number => Date.now()
  const { log, close: closeLog } = openLog(config.folder, config.logTo)
  closers.push(closeLog)
  const store = await openStoreOf(config)
  closers.push(() => store.destroy())
  const uniqueName = (): string => randomBytes(12).toString('hex')
  const blobs = openBlobs(join(config.folder, 'blobs'), uniqueName)
  const secret = await readSecret(config.folder)
  const founded = await foundSpace(store, {
    demo: config.demo,
    newCode: () => randomBytes(9).toString('base64url'),
  })
  const reach = { origin: config.origin, loopbackOnly: isLoopback(config.host) }
  const { requestsPerMinute = 3000, trustedProxies = [] } = config
  const http = await openHttp({ logger: log, reach, random, requestsPerMinute, trustedProxies })
  closers.push(() => http.close())
  const origin = config.origin ?? 'http://localhost'
  const rights = openRightsBoard()
  const accounts = openAccounts({ store, now, random, secret, origin, rights })
  const metrics = openMetrics()
  const readCaller: RouteDeps['readCaller'] = (headers) => accounts.readCaller(headers)
  serveMetrics(http, metrics, { token: config.metricsToken ?? null, readCaller })
  const routeDeps: RouteDeps = {
    readCaller,
    uploadFolder: join(config.folder, 'uploads'),
    uniqueName,
    limits: limitsOf(config),
  }
  const { log: updates, close: closeUpdates } = await openUpdateLog(config, store, now)
  closers.push(closeUpdates)
  const releaseDeps = { store, blobs, log: updates, now, random }
  const loopDeps = {
    ...releaseDeps,
    build: openReleaseBuilder(releaseDeps),
    newNonce: () => randomBytes(24).toString('base64url'),
  }
  openModules(http, { ...loopDeps, accounts, rights }, routeDeps)
  const addressOf = openAddressOf(trustedProxies)
  const live = { store, log: updates, accounts, reach, rights, now, random, addressOf, metrics }
  const hub = openSync(http, live)
  // Before the HTTP server: it waits for its sockets to end.
  closers.push(() => hub.dispose())
  serveIdentifiers(http, store)
  await answerTheRest(http, config, store)
  if (founded.demo) {
    const { packsFolder } = config
    await seedDemoSpace({ store, blobs, now, random, packsFolder, loop: openDemoLoop(loopDeps) })
  }
  const address = await listen(http, config)
  return { address, ...founded, close: async () => undefined }
}

/** Starts a server; throws a StartFailure with a sentence for the person at the terminal when it cannot. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  await checkPortFree(config)
  const closers = [await lockFolder(config.folder)]
  const close = async (): Promise<void> => {
    for (let next = closers.pop(); next; next = closers.pop()) await next()
  }
  try {
    const running = await serve(config, closers)
    return { ...running, close }
  } catch (error) {
    await close()
    throw error
  }
}
