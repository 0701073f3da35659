import { accept, refuse, type Outcome } from '@weft/kernel'
import { resolve } from 'node:path'
import { areProxies } from './http/remote-address.ts'

/** How a server is run. */
export interface ServerConfig {
  readonly port: number
  readonly host: string
  readonly folder: string
  /** What all servers of a space share besides the database: blobs and the secret; the data folder when there is one server. */
  readonly sharedFolder: string
  readonly databaseUrl: string | null
  /** Where the servers of a space hear of each other. */
  readonly redisUrl: string | null
  /** True takes a new secret for the space in the database. */
  readonly newSecret: boolean
  /** False never makes a demo space; true makes one of a new data folder. */
  readonly demo: boolean
  /** The address people use when it is not the listening one, e.g. behind a proxy. */
  readonly origin: string | null
  /** Proxies whose word about a request's origin is taken: addresses, networks, or `loopback`. */
  readonly trustedProxies?: readonly string[]
  /** Lets whoever has it read the figures at /metrics; nobody when not given. */
  readonly metricsToken?: string | null
  readonly logTo: 'file' | 'stdout'
  /** Folder with the built workbench and player, or null to serve the API alone. */
  readonly distFolder: string | null
  /** Folder of the sample packs a demo space is made from. */
  readonly packsFolder: string
  /** Requests per minute and address; sign-in and set-up are held to a small part of it. */
  readonly requestsPerMinute?: number
  readonly signInsPerMinute?: number
}

function parsePort(text: string | undefined): number | null {
  if (text === undefined || text === '') return 8080
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null
}

function parseOrigin(text: string | undefined): Outcome<string | null> {
  if (!text) return accept(null)
  const fits = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  return fits ? accept(new URL(text).origin) : refuse('config.origin', { value: text })
}

function parseProxies(text: string | undefined): Outcome<readonly string[]> {
  const proxies = (text ?? '').split(',').flatMap((part) => part.trim() || [])
  return areProxies(proxies) ? accept(proxies) : refuse('config.proxy', { value: text ?? '' })
}

const tokenLength = 24

function parseToken(text: string | undefined): Outcome<string | null> {
  if (!text) return accept(null)
  return text.length >= tokenLength
    ? accept(text)
    : refuse('config.metrics-token', { value: tokenLength })
}

function parseRedis(text: string | undefined, databaseUrl: string | null): Outcome<string | null> {
  if (!text) return accept(null)
  const fits = URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)
  // Not its value: it may hold a password.
  if (!fits) return refuse('config.redis')
  return databaseUrl === null ? refuse('config.redis-alone') : accept(text)
}

type Environment = Readonly<Record<string, string | undefined>>

/** The address people use, and whose word about requests counts. */
function parseOutside(
  environment: Environment,
): Outcome<Pick<ServerConfig, 'origin' | 'trustedProxies' | 'metricsToken'>> {
  const origin = parseOrigin(environment.WEFT_ORIGIN)
  if (!origin.ok) return origin
  const proxies = parseProxies(environment.WEFT_TRUSTED_PROXY)
  if (!proxies.ok) return proxies
  const token = parseToken(environment.WEFT_METRICS_TOKEN)
  if (!token.ok) return token
  return accept({
    origin: origin.value,
    trustedProxies: proxies.value,
    metricsToken: token.value,
  })
}

/** Reads the configuration from environment variables. */
export function readConfig(
  environment: Environment,
  folders: Pick<ServerConfig, 'distFolder' | 'packsFolder'>,
): Outcome<ServerConfig> {
  const port = parsePort(environment.PORT)
  if (port === null) return refuse('config.port', { value: environment.PORT ?? '' })
  const outside = parseOutside(environment)
  if (!outside.ok) return outside
  const databaseUrl = environment.DATABASE_URL || null
  const redisUrl = parseRedis(environment.REDIS_URL, databaseUrl)
  if (!redisUrl.ok) return redisUrl
  const folder = resolve(environment.WEFT_DATA || '.weft')
  return accept({
    port,
    host: environment.HOST || '127.0.0.1',
    folder,
    sharedFolder: environment.WEFT_SHARED ? resolve(environment.WEFT_SHARED) : folder,
    databaseUrl,
    redisUrl: redisUrl.value,
    newSecret: environment.WEFT_NEW_SECRET === 'on',
    demo: environment.WEFT_DEMO !== 'off',
    ...outside.value,
    logTo: environment.WEFT_LOG === 'stdout' ? 'stdout' : 'file',
    ...folders,
  })
}
