import { refuse } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { randomBytes, randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { ServerConfig } from './config.ts'
import { answerHealth } from './http/answer-health.ts'
import { openHttp } from './http/open-http.ts'
import type { RouteDeps } from './http/register-routes.ts'
import { openAddressOf } from './http/remote-address.ts'
import { sendRefusal } from './http/refusal.ts'
import { serveFiles } from './http/serve-files.ts'
import { serveIdentifiers } from './http/serve-identifiers.ts'
import { openMetrics } from './metrics/open-metrics.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { foundSpace, openAccounts, type Accounts } from './modules/accounts/index.ts'
import { openReleaseBuilder } from './modules/releases/index.ts'
import { openCluster, type Cluster } from './open-cluster.ts'
import { openHistory, type OpenHistory } from './open-history.ts'
import { openModules } from './open-modules.ts'
import { openLog } from './open-log.ts'
import { openSockets } from './open-sockets.ts'
import { openUpdateLog } from './open-update-log.ts'
import { checkSecret, readSecret } from './read-secret.ts'
import { openDemoLoop } from './seeding/open-demo-loop.ts'
import { seedDemoSpace } from './seeding/seed-demo-space.ts'
import { StartFailure } from './start-failure.ts'
import { openBlobs, type Blobs } from './store/blobs.ts'
import { lockFolder } from './store/lock-folder.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'
import { takeTurns } from './store/take-turns.ts'

/** A server that answers until it is closed. */
export interface RunningServer {
  readonly address: string
  readonly demo: boolean
  /** The code of a production space that still has to be set up. */
  readonly setUpCode: string | null
  close(): Promise<void>
}

const longestAnswerMs = 10_000

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

async function answerTheRest(http: FastifyInstance, config: ServerConfig): Promise<void> {
  const answerPage = await serveFiles(http, config.distFolder)
  http.setNotFoundHandler((request, reply) => {
    const page = answerPage(request, reply)
    if (page) return page
    const path = (request.url.split('?')[0] ?? '').slice(0, 200)
    return sendRefusal(reply, refuse('request.no-route', { path }).failure)
  })
}

/** What everything else of a server stands on. */
interface Foundation {
  readonly config: ServerConfig
  readonly log: Logger
  readonly store: Store
  readonly blobs: Blobs
  readonly secret: string
  readonly founded: Pick<RunningServer, 'demo' | 'setUpCode'>
  readonly cluster: Cluster
}

type Closers = (() => Promise<void>)[]

const now = (): number => Date.now()
const uniqueName = (): string => randomBytes(12).toString('hex')

/** The log of documents, with their history kept beside it. */
async function openDocuments(
  { config, store, log: logger }: Foundation,
  closers: Closers,
): Promise<OpenHistory> {
  const { log, close } = await openUpdateLog(config, store, now)
  closers.push(close)
  const onFailure = (message: string, cause: unknown): void => logger.error({ err: cause }, message)
  const history = openHistory({ store, log, random, now, onFailure })
  closers.push(() => history.keeper.dispose())
  return history
}

async function layFoundation(config: ServerConfig, closers: Closers): Promise<Foundation> {
  const { log, close: closeLog } = openLog(config.folder, config.logTo)
  closers.push(closeLog)
  const store = await openStoreOf(config)
  closers.push(() => store.destroy())
  const blobs = openBlobs(join(config.sharedFolder, 'blobs'), uniqueName)
  const secret = await readSecret(config.sharedFolder)
  const founded = await foundSpace(store, {
    demo: config.demo,
    newCode: () => randomBytes(9).toString('base64url'),
  })
  if (config.databaseUrl !== null) {
    const { sharedFolder: folder, newSecret: replace } = config
    await checkSecret(store, { secret, folder, replace })
  }
  const onFailure = (message: string, cause: unknown): void => log.error({ err: cause }, message)
  const cluster = openCluster({ config, store, secret, server: uniqueName(), now, onFailure })
  closers.push(() => cluster.close())
  return { config, log, store, blobs, secret, founded, cluster }
}

async function openDoors({ config, log, cluster }: Foundation, closers: Closers) {
  const reach = { origin: config.origin, loopbackOnly: isLoopback(config.host) }
  const http = await openHttp({
    logger: log,
    reach,
    random,
    requestsPerMinute: config.requestsPerMinute ?? 3000,
    trustedProxies: config.trustedProxies ?? [],
    rates: cluster.rates,
  })
  closers.push(async () => {
    // Requests that are being answered are waited for, but not for ever.
    const timer = setTimeout(() => http.server.closeAllConnections(), longestAnswerMs)
    await http.close()
    clearTimeout(timer)
  })
  return { http, reach }
}

function routeDepsOf(config: ServerConfig, accounts: Accounts): RouteDeps {
  const perMinute = config.signInsPerMinute ?? 20
  return {
    readCaller: (headers) => accounts.readCaller(headers),
    uploadFolder: join(config.folder, 'uploads'),
    uniqueName,
    limits: {
      signIn: perMinute,
      setUpSpace: perMinute,
      acceptInvitation: perMinute,
      signInAsDemoPerson: perMinute * 6,
    },
  }
}

function answerReadiness(
  http: FastifyInstance,
  { store, cluster }: Foundation,
  closers: Closers,
): void {
  let ending = false
  closers.push(async () => {
    ending = true
  })
  const line = cluster.hub?.line ?? null
  const isLineUp = line && (() => line.isUp())
  answerHealth(http, { store, isEnding: () => ending, isLineUp })
}

async function serve(config: ServerConfig, closers: Closers): Promise<RunningServer> {
  const foundation = await layFoundation(config, closers)
  const { store, blobs, secret, founded, cluster } = foundation
  const { rights, talk, hub: hubCluster } = cluster
  const { http, reach } = await openDoors(foundation, closers)
  const origin = config.origin ?? 'http://localhost'
  const accounts = openAccounts({ store, now, random, secret, origin, rights })
  const metrics = openMetrics()
  serveMetrics(http, metrics, {
    token: config.metricsToken ?? null,
    readCaller: (headers) => accounts.readCaller(headers),
  })
  const { log: updates, ledger } = await openDocuments(foundation, closers)
  const releaseDeps = { store, blobs, log: updates, ledger, now, random }
  const loopDeps = {
    ...releaseDeps,
    build: openReleaseBuilder(releaseDeps),
    newNonce: () => randomBytes(24).toString('base64url'),
  }
  const addressOf = openAddressOf(config.trustedProxies ?? [])
  const live = {
    store,
    log: updates,
    accounts,
    reach,
    rights,
    talk,
    now,
    random,
    addressOf,
    metrics,
  }
  const sockets = openSockets(http, { ...live, cluster: hubCluster })
  // Modules that write documents do it through the hub, so that whoever has them open sees it.
  openModules(
    http,
    { ...loopDeps, writeDocument: sockets.write, accounts, rights, talk },
    routeDepsOf(config, accounts),
  )
  // Before the HTTP server: it waits for its sockets to end.
  closers.push(() => sockets.dispose())
  answerReadiness(http, foundation, closers)
  serveIdentifiers(http, store)
  await answerTheRest(http, config)
  if (founded.demo) {
    const { packsFolder } = config
    const loop = openDemoLoop(loopDeps)
    await takeTurns(store, config.databaseUrl !== null, () =>
      seedDemoSpace({ store, blobs, now, random, packsFolder, loop }),
    )
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
