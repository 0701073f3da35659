import { afterEach, describe, expect, test } from 'vitest'
import { blows, type Blow } from '../chaos/blows.ts'
import { openReader, openWriter } from '../chaos/chaos-clients.ts'
import { openChaosSpace } from '../chaos/chaos-space.ts'
import { runChaos } from '../chaos/run-chaos.ts'
import { testDatabaseUrl, testRedisUrl, whySkipped } from '../support/cluster-places.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

async function strike(blow: Blow, times: number) {
  const space = await openChaosSpace({ ...blow.space, rooms: 2 })
  cleanups.push(() => space.close())
  return runChaos(space, {
    seed: 7,
    blows: times,
    calmMs: [100, 500],
    editsPerSecond: 60,
    strike: blow.strike,
  })
}

const nothingLost = { seenLost: 0, acknowledgedLost: 0, neverArrived: 0 }
const noPlaces = testDatabaseUrl === null || testRedisUrl === null

describe('a space that is struck while people edit', () => {
  test('[SYNC-31] loses nothing that was seen or acknowledged when its one server is killed', async () => {
    const report = await strike(blows['kill-embedded'], 2)
    expect(report).toMatchObject(nothingLost)
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(report.seen).toBeGreaterThan(0)
  }, 600_000)

  test.skipIf(noPlaces).each(['kill-one-of-three', 'cut-postgres', 'kill-redis'] as const)(
    `[SYNC-72] loses nothing that was seen or acknowledged: %s${whySkipped(testDatabaseUrl, testRedisUrl)}`,
    async (name) => {
      const report = await strike(blows[name], 1)
      expect(report).toMatchObject(nothingLost)
      expect(report.acknowledged).toBeGreaterThan(0)
      expect(report.seen).toBeGreaterThanOrEqual(report.acknowledged)
    },
    600_000,
  )

  test.skipIf(noPlaces)(
    `[SYNC-77] a server that is asked to end sends its people to the others and ends with code 0${whySkipped(testDatabaseUrl, testRedisUrl)}`,
    async () => {
      const space = await openChaosSpace({ servers: 2, rooms: 1, database: true })
      cleanups.push(() => space.close())
      const [one, two] = space.servers
      const [room = ''] = space.rooms
      const { cookie } = space
      let turn = 0
      const reader = openReader({ room, cookie, url: () => two?.url ?? '' })
      const writer = openWriter(
        { room, cookie, url: () => (turn++ % 2 === 0 ? one : two)?.url ?? '' },
        'writer',
      )
      cleanups.push(
        () => writer.close(),
        () => reader.close(),
      )
      const editing = setInterval(() => writer.edit(), 25)
      cleanups.push(() => clearInterval(editing))
      await expect.poll(() => reader.seen.size, { timeout: 60_000 }).toBeGreaterThan(5)
      expect(await one?.stop()).toBe(0)
      const before = reader.seen.size
      await expect.poll(() => reader.seen.size, { timeout: 60_000 }).toBeGreaterThan(before + 5)
      clearInterval(editing)
      await expect.poll(() => writer.pending(), { timeout: 60_000 }).toBe(0)
      await expect
        .poll(() => [...writer.acknowledged].filter((key) => !reader.seen.has(key)), {
          timeout: 60_000,
        })
        .toEqual([])
    },
    600_000,
  )
})
