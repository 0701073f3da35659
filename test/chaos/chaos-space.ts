import { openOwnRedis, type OwnRedis } from '../support/own-redis.ts'
import {
  makeDatabase,
  openTcpProxy,
  placeOf,
  throughPort,
  type TcpProxy,
} from '../support/cluster-places.ts'
import { freePort, newFolder, startSpace, type SpaceProcess } from '../support/start-space.ts'

/** One server of the space, which keeps its port when it is started again. */
export interface ChaosServer {
  readonly url: string
  /** Ends it as a crash of the machine would, in the middle of whatever it does. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Asks it to end; gives its exit code. */
  stop(): Promise<number | null>
}

/** A production space under test: its servers, what they stand on, and somebody who is signed in. */
export interface ChaosSpace {
  readonly servers: readonly ChaosServer[]
  readonly rooms: readonly string[]
  readonly cookie: string
  readonly redis: OwnRedis | null
  readonly postgres: TcpProxy | null
  readonly folder: string
  close(): Promise<void>
}

/** How a space is made. */
export interface ChaosSpaceSettings {
  readonly servers: number
  readonly rooms: number
  /** With Postgres; several servers have a Redis as well. */
  readonly database: boolean
  /** Called with the data folder of the first server before it starts. */
  readonly prepare?: (folder: string) => unknown
}

type Cleanup = () => unknown

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ')
}

async function post(url: string, path: string, body: object, cookie = ''): Promise<Response> {
  const response = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

const idOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { id: string }).id

async function makeRooms(url: string, cookie: string, count: number): Promise<string[]> {
  const title = { en: 'Chaos' }
  const empty = { users: {}, value: {}, dataWanted: {}, acceptance: [], deadline: null }
  const need = { sector: 'city', title, problem: title, ...empty }
  const rooms: string[] = []
  for (let index = 0; index < count; index++) {
    const scenario = await idOf(await post(url, '/scenarios', need, cookie))
    rooms.push(await idOf(await post(url, '/workspaces', { scenario, title, invite: [] }, cookie)))
  }
  return rooms
}

async function openServer(env: Record<string, string> & { WEFT_DATA: string }) {
  const port = String(await freePort())
  let running: SpaceProcess | null = null
  const start = async (): Promise<void> => {
    running = await startSpace({ ...env, PORT: port, WEFT_DEMO: 'off' })
  }
  await start()
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    printed: () => running?.printed() ?? '',
    kill: async () => {
      await running?.stop('SIGKILL')
      running = null
    },
    stop: async () => {
      const code = await running?.stop()
      running = null
      return code ?? null
    },
  }
}

async function setUp(server: { readonly url: string; printed(): string }): Promise<string> {
  const code = /Set-up code: (\S+)/.exec(server.printed())?.[1] ?? ''
  const response = await post(server.url, '/set-up', {
    code,
    spaceTitle: { en: 'Chaos' },
    organisationName: { en: 'Operators' },
    name: 'Ada',
    email: 'ada@example.org',
    password: 'correct horse',
  })
  return cookiesOf(response)
}

async function openPlaces({ servers, database }: ChaosSpaceSettings, cleanups: Cleanup[]) {
  if (!database) return { env: {}, redis: null, postgres: null }
  const made = await makeDatabase()
  cleanups.push(() => made.drop())
  const postgres = await openTcpProxy(placeOf(made.url, 5432))
  cleanups.push(() => postgres.close())
  const redis = servers > 1 ? await openOwnRedis() : null
  if (redis) cleanups.push(() => redis.close())
  const shared = newFolder()
  cleanups.push(shared.remove)
  const env = {
    DATABASE_URL: throughPort(made.url, postgres.port),
    WEFT_SHARED: shared.path,
    ...(redis ? { REDIS_URL: redis.url } : {}),
  }
  return { env, redis, postgres }
}

/** Starts a space of so many servers, with rooms to edit in. */
export async function openChaosSpace(settings: ChaosSpaceSettings): Promise<ChaosSpace> {
  const cleanups: Cleanup[] = []
  const close = async (): Promise<void> => {
    for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
  }
  try {
    const { env, redis, postgres } = await openPlaces(settings, cleanups)
    const folders = Array.from({ length: settings.servers }, newFolder)
    for (const folder of folders) cleanups.push(folder.remove)
    const first = folders[0]?.path ?? ''
    await settings.prepare?.(first)
    const servers = await Promise.all(
      folders.map(({ path }) => openServer({ ...env, WEFT_DATA: path })),
    )
    for (const server of servers) cleanups.push(() => server.kill())
    const [server] = servers
    if (!server) throw new Error('A space has at least one server')
    const cookie = await setUp(server)
    const rooms = await makeRooms(server.url, cookie, settings.rooms)
    return { servers, rooms, cookie, redis, postgres, folder: first, close }
  } catch (error) {
    await close()
    throw error
  }
}
