import { Redis, type RedisOptions } from 'ioredis'
import type { Bus } from './bus.ts'
import { openTopicListeners } from './topic-listeners.ts'

/** Where a Redis is and what its topics begin with, so that several spaces may share it. */
export interface RedisPlace {
  readonly url: string
  readonly prefix: string
  /** Hears why the connection was lost, once for each time. */
  readonly onFailure: (message: string, cause: unknown) => void
}

const signalBytes = 64 * 1024
const longestWaitMs = 1000

const connectionOptions: RedisOptions = {
  // What cannot be sent now is dropped: the log has everything.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 5000,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 8), longestWaitMs),
}

/** Opens a connection to Redis that comes back by itself and never throws into the event loop. */
export function openRedis({ url, onFailure }: Omit<RedisPlace, 'prefix'>): Redis {
  const redis = new Redis(url, connectionOptions)
  let told = false
  redis.on('error', (cause: unknown) => {
    if (!told) onFailure('Redis is away; servers hear of each other from the database alone', cause)
    told = true
  })
  redis.on('ready', () => {
    told = false
  })
  return redis
}

async function closeRedis(redis: Redis): Promise<void> {
  redis.disconnect()
  if (redis.status === 'end') return
  await new Promise((resolve) => {
    redis.once('end', resolve)
    setTimeout(resolve, 500).unref()
  })
}

/** Opens the bus over the publish and subscribe commands of Redis. */
export function openRedisBus(place: RedisPlace): Bus {
  const { prefix } = place
  const sender = openRedis(place)
  const hearer = openRedis({ ...place, onFailure: () => undefined })
  const listeners = openTopicListeners()

  // Failing means the connection is lost; being ready again subscribes to everything.
  const subscribe = (topics: readonly string[]): void => {
    if (topics.length === 0 || hearer.status !== 'ready') return
    hearer.subscribe(...topics.map((topic) => prefix + topic)).then(
      () => topics.forEach((topic) => listeners.live(topic)),
      () => undefined,
    )
  }
  hearer.on('ready', () => subscribe(listeners.topics()))
  hearer.on('messageBuffer', (channel: Buffer, bytes: Buffer) => {
    listeners.signal(channel.toString().slice(prefix.length), bytes)
  })

  return {
    signalBytes,
    publish: (topic, bytes) => {
      if (sender.status !== 'ready') return
      sender.publish(prefix + topic, Buffer.from(bytes)).catch(() => undefined)
    },
    listen: (topic, listener) => {
      // A second listener asks again as well, to be told when it is live.
      listeners.add(topic, listener)
      subscribe([topic])
      return () => {
        if (!listeners.remove(topic, listener) || hearer.status !== 'ready') return
        hearer.unsubscribe(prefix + topic).catch(() => undefined)
      }
    },
    reconnect: () => {
      for (const redis of [sender, hearer]) if (redis.status === 'ready') redis.disconnect(true)
    },
    close: async () => {
      await Promise.all([closeRedis(sender), closeRedis(hearer)])
    },
  }
}
