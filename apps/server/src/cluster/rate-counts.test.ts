import { afterEach, describe, expect, test, vi } from 'vitest'
import { placeOf, testRedisUrl, throughPort, whySkipped } from '../testing/cluster-places.ts'
import { openTcpProxy } from '../testing/open-tcp-proxy.ts'
import { openLocalCounts, openSharedCounts } from './rate-counts.ts'
import { openRedis } from './redis-bus.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

test('counts begin anew when their time is over', async () => {
  let now = 0
  const counts = openLocalCounts(() => now)
  expect(await counts.add('a', 100)).toEqual({ count: 1, leftMs: 100 })
  now = 60
  expect(await counts.add('a', 100)).toEqual({ count: 2, leftMs: 40 })
  expect(await counts.add('b', 100)).toEqual({ count: 1, leftMs: 100 })
  now = 100
  expect(await counts.add('a', 100)).toEqual({ count: 1, leftMs: 100 })
})

describe.skipIf(testRedisUrl === null)(`over Redis${whySkipped(testRedisUrl)}`, () => {
  test('[SYNC-78] several servers count together, each for itself while Redis is away, and never not at all', async () => {
    const address = testRedisUrl ?? ''
    const proxy = await openTcpProxy(placeOf(address, 6379))
    cleanups.push(() => proxy.close())
    const prefix = `weft-test-${Math.random().toString(36).slice(2)}:`
    const openOne = async () => {
      const url = throughPort(address, proxy.port)
      const redis = openRedis({ url, onFailure: () => undefined })
      cleanups.push(() => redis.disconnect())
      await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 5000 })
      return openSharedCounts(redis, prefix, openLocalCounts(Date.now))
    }
    const [one, two] = [await openOne(), await openOne()]
    const add = async (counts: typeof one) => (await counts.add('ip', 60_000)).count
    expect([await add(one), await add(two), await add(one)]).toEqual([1, 2, 3])
    proxy.cut()
    expect([await add(one), await add(one), await add(two)]).toEqual([3, 4, 2])
    proxy.heal()
    await vi.waitFor(async () => expect(await add(two)).toBeGreaterThan(3), {
      timeout: 5000,
      interval: 100,
    })
  })
})
