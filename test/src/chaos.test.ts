import { afterEach, describe, expect, test } from 'vitest'
import { blows, type Blow } from '../chaos/blows.ts'
import { openWorkspace } from '@weft/workspace-client'
import { WebSocket } from 'ws'
import { openChaosSpace, type ChaosSpace } from '../chaos/chaos-space.ts'
import { runChaos } from '../chaos/run-chaos.ts'
import { openBalancer } from '../support/open-balancer.ts'
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

/** Somebody with the product's own client, over y-websocket, at an address before all servers. */
function openPerson(url: string, { rooms, cookie }: ChaosSpace, place: number) {
  const client = openWorkspace({
    url: `${url.replace('http', 'ws')}/sync`,
    room: rooms[0] ?? '',
    person: {
      id: `pe_${place}`,
      name: { en: `Person ${place}` },
      organisation: { id: 'og_a', name: { en: 'Operators' }, hue: 10 },
    },
    random: Math.random,
    now: Date.now,
    socket: class extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers: { cookie, origin: url } })
      }
    } as unknown as typeof globalThis.WebSocket,
    page: undefined,
  })
  let losses = 0
  client.status.onChange(() => {
    if (client.status.read().state === 'offline') losses++
  })
  const { document } = client
  return {
    client,
    losses: () => losses,
    addStep: (title: string): string => {
      const step = document.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
      document.edit.setStepTitle(step, { en: title })
      return step
    },
    steps: () =>
      document
        .read()
        .pipelines.flatMap(({ steps }) => Object.keys(steps))
        .toSorted(),
  }
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

  test.skipIf(noPlaces)(
    `[SYNC-72] loses nothing that was seen or acknowledged when a server and the Redis are killed and the Postgres is cut off${whySkipped(testDatabaseUrl, testRedisUrl)}`,
    async () => {
      // In one space: starting three servers takes longer than all the blows.
      const due = [blows['kill-one-of-three'], blows['cut-postgres'], blows['kill-redis']]
      const { space, strike: killServer } = blows['kill-one-of-three']
      let turn = 0
      const inTurn: Blow['strike'] = (...given) => (due[turn++]?.strike ?? killServer)(...given)
      const report = await strike({ space, strike: inTurn }, due.length)
      expect(turn).toBe(due.length)
      expect(report).toMatchObject(nothingLost)
      expect(report.acknowledged).toBeGreaterThan(0)
      expect(report.seen).toBeGreaterThanOrEqual(report.acknowledged)
    },
    600_000,
  )

  test.skipIf(noPlaces)(
    `[SYNC-77] [SYNC-85] servers are restarted in turn while people work: all come back, and nothing is lost${whySkipped(testDatabaseUrl, testRedisUrl)}`,
    async () => {
      const space = await openChaosSpace({ servers: 2, rooms: 1, database: true })
      cleanups.push(() => space.close())
      const balancer = await openBalancer(space.servers.map(({ url }) => url))
      cleanups.push(() => balancer.close())
      const people = [0, 1, 2, 3].map((place) => openPerson(balancer.url, space, place))
      cleanups.push(() => people.forEach(({ client }) => client.dispose()))
      const everybody = (check: (person: (typeof people)[number]) => unknown) =>
        expect.poll(() => people.every(check), { timeout: 60_000 }).toBe(true)
      await everybody(({ client }) => client.status.read().state === 'synced')
      const made: string[] = []
      const editing = setInterval(() => {
        const person = people[made.length % people.length]
        made.push(person?.addStep(`step ${made.length}`) ?? '')
      }, 50)
      cleanups.push(() => clearInterval(editing))
      for (const server of space.servers) {
        const lost = people.map(({ losses }) => losses())
        expect(await server.stop()).toBe(0)
        // Whoever was on it has gone to the other one.
        await everybody(({ client }) => /synced|sav/.test(client.status.read().state))
        expect(people.some(({ losses }, place) => losses() > (lost[place] ?? 0))).toBe(true)
        await server.start()
      }
      clearInterval(editing)
      await everybody(({ client }) => client.status.read().pendingEdits === 0)
      for (const { steps } of people)
        await expect.poll(() => steps(), { timeout: 60_000 }).toEqual(made.toSorted())
      expect(made.length).toBeGreaterThan(20)
    },
    600_000,
  )
})
