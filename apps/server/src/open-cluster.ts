import type { Clock } from '@weft/kernel'
import { createHash, createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { ServerConfig } from './config.ts'
import { openLine, type Line } from './cluster/open-line.ts'
import { openLocalCounts, openSharedCounts, type RateCounts } from './cluster/rate-counts.ts'
import { openRedis, openRedisBus } from './cluster/redis-bus.ts'
import { shareRights } from './cluster/share-rights.ts'
import { shareTalk } from './cluster/share-talk.ts'
import { openRightsBoard, type RightsBoard } from './rights-board.ts'
import type { Store } from './store/store.ts'
import { openTalkBoard, type TalkBoard } from './talk-board.ts'
import { readThroughs, type HubCluster } from './sync/index.ts'

/** What the servers of one space share besides the store. */
export interface Cluster {
  /** Null for a server with the embedded database, which is alone. */
  readonly hub: HubCluster | null
  readonly rights: RightsBoard
  readonly talk: TalkBoard
  /** Null while every server counts for itself. */
  readonly rates: RateCounts | null
  close(): Promise<void>
}

/** What a cluster works with. */
export interface ClusterSettings {
  readonly config: Pick<ServerConfig, 'databaseUrl' | 'redisUrl'>
  readonly store: Store
  readonly secret: string
  /** A name that no other start of a server has. */
  readonly server: string
  readonly now: Clock
  readonly onFailure: (message: string, cause: unknown) => void
}

function openRates(redis: Redis, prefix: string, now: Clock): RateCounts {
  return openSharedCounts(redis, prefix, openLocalCounts(now))
}

function openRedisLine(
  url: string,
  { server, secret, now, onFailure }: ClusterSettings,
  prefix: string,
): Line {
  const key = createHmac('sha256', secret).update('signals between servers').digest('hex')
  return openLine({ bus: openRedisBus({ url, prefix, onFailure }), server, key, now, onFailure })
}

/** Opens what a server shares with the other servers of its space; alone when there cannot be any. */
export function openCluster(settings: ClusterSettings): Cluster {
  const { config, store, secret, now } = settings
  const board = openRightsBoard()
  const talk = openTalkBoard()
  const nothing = async (): Promise<void> => undefined
  if (config.databaseUrl === null) {
    return { hub: null, rights: board, talk, rates: null, close: nothing }
  }
  const throughs: HubCluster['throughs'] = (documents) => readThroughs(store, documents)
  if (config.redisUrl === null) {
    // Others may be there and cannot be heard, so the store is asked; less often than in an outage.
    const times = { rightsAwayMs: 30_000 }
    return {
      hub: { line: null, throughs, times },
      rights: board,
      talk,
      rates: null,
      close: nothing,
    }
  }
  // Several spaces may share one Redis.
  const prefix = `weft:${createHash('sha256').update(`space ${secret}`).digest('hex').slice(0, 16)}:`
  const line = openRedisLine(config.redisUrl, settings, prefix)
  const counting = openRedis({ url: config.redisUrl, onFailure: () => undefined })
  return {
    hub: { line, throughs },
    rights: shareRights(board, line),
    talk: shareTalk(talk, line),
    rates: openRates(counting, prefix, now),
    close: async () => {
      counting.disconnect()
      await line.close()
    },
  }
}
