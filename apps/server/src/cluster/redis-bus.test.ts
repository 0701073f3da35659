import { describe } from 'vitest'
import { placeOf, testRedisUrl, throughPort, whySkipped } from '../testing/cluster-places.ts'
import { openTcpProxy } from '../testing/open-tcp-proxy.ts'
import { busContract } from './bus-contract.ts'
import type { Bus } from './bus.ts'
import { openRedisBus } from './redis-bus.ts'

describe.skipIf(testRedisUrl === null)(`over Redis${whySkipped(testRedisUrl)}`, () => {
  busContract('The bus over Redis', async () => {
    const address = testRedisUrl ?? ''
    const proxy = await openTcpProxy(placeOf(address, 6379))
    const prefix = `weft-test-${Math.random().toString(36).slice(2)}:`
    const buses: Bus[] = []
    return {
      connect: () => {
        const url = throughPort(address, proxy.port)
        const bus = openRedisBus({ url, prefix, onFailure: () => undefined })
        buses.push(bus)
        return bus
      },
      cut: () => proxy.cut(),
      heal: () => proxy.heal(),
      close: async () => {
        for (const bus of buses) await bus.close()
        await proxy.close()
      },
    }
  })
})
