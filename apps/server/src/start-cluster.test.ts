import { closeReasons } from '@weft/sync-protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import {
  makeDatabase,
  testDatabaseUrl,
  testRedisUrl,
  whySkipped,
} from './testing/cluster-places.ts'
import { cookiesOf, startTestServer, type TestServer } from './testing/start-test-server.ts'

const password = 'correct horse'
const scenario = {
  sector: 'city',
  title: { en: 'A need' },
  problem: { en: 'A problem' },
  users: {},
  value: {},
  dataWanted: {},
  acceptance: [{ en: 'It works' }],
  deadline: null,
}

const noPlaces = testDatabaseUrl === null || testRedisUrl === null

describe.skipIf(noPlaces)(
  `three servers of one space${whySkipped(testDatabaseUrl, testRedisUrl)}`,
  () => {
    let database: Awaited<ReturnType<typeof makeDatabase>>
    let shared = ''
    let servers: TestServer[] = []
    let operator = ''
    const at = (index: number): TestServer => servers[index] as TestServer
    const settings = () => ({
      databaseUrl: database.url,
      redisUrl: testRedisUrl,
      sharedFolder: shared,
      signInsPerMinute: 12,
    })

    beforeAll(async () => {
      database = await makeDatabase()
      shared = await mkdtemp(join(tmpdir(), 'weft-shared-'))
      // All at once, on an empty database and an empty folder: they migrate and found one space.
      servers = await Promise.all([0, 1, 2].map(() => startTestServer(settings())))
      const codes = new Set(servers.map(({ setUpCode }) => setUpCode))
      expect(codes.size).toBe(1)
      const answer = await at(0).call('POST', '/api/set-up', {
        body: {
          code: at(1).setUpCode,
          spaceTitle: { en: 'Space' },
          organisationName: { en: 'Operators' },
          name: 'Ada',
          email: 'ada@example.org',
          password,
        },
      })
      expect(answer.status).toBe(200)
      operator = cookiesOf(answer)
    }, 120_000)

    afterAll(async () => {
      await Promise.all(servers.map((server) => server.close()))
      await database.drop()
      await rm(shared, { recursive: true, force: true })
    })

    const meAt = async (index: number, cookie: string): Promise<unknown> =>
      (await at(index).call('GET', '/api/me', { as: cookie })).json()

    async function newMember(name: string) {
      const admitted = await at(0).call('POST', '/api/organisations', {
        as: operator,
        body: { name: { en: name }, adminEmail: `${name}@example.org` },
      })
      const { id, organisation } = (await admitted.json()) as {
        id: string
        organisation: { id: string }
      }
      const joined = await at(1).call('POST', `/api/invitations/${id}/acceptance`, {
        body: { name, password },
      })
      expect(joined.status).toBe(200)
      return { organisation: organisation.id, cookie: cookiesOf(joined) }
    }

    async function newWorkspace(cookie: string): Promise<string> {
      const posted = await at(0).call('POST', '/api/scenarios', { as: cookie, body: scenario })
      const started = await at(1).call('POST', '/api/workspaces', {
        as: cookie,
        body: {
          scenario: ((await posted.json()) as { id: string }).id,
          title: { en: 'Together' },
          invite: [],
        },
      })
      expect(started.status).toBe(200)
      return ((await started.json()) as { id: string }).id
    }

    async function openSocket(index: number, workspace: string, cookie: string) {
      const { address } = at(index)
      const socket = new WebSocket(`${address.replace('http', 'ws')}/sync/${workspace}`, {
        headers: { cookie, origin: address },
      })
      let closedWith = 0
      let messages = 0
      socket.on('message', () => (messages += 1))
      socket.on('close', (code) => (closedWith = code))
      await vi.waitFor(() => expect(messages).toBeGreaterThan(0), { timeout: 5000 })
      return { closedWith: () => closedWith }
    }

    const within = (check: () => void) => vi.waitFor(check, { timeout: 1000, interval: 5 })

    test('a balancer is told that each is ready and hears the others', async () => {
      for (const { address } of servers) {
        await vi.waitFor(async () => {
          const answer = await fetch(`${address}/readyz`)
          expect(await answer.json()).toEqual({ status: 'ready', line: 'up' })
        })
        expect((await fetch(`${address}/healthz`)).status).toBe(200)
      }
    })

    test('a session begun on one is a session on all, and ended on one it is over on all', async () => {
      const { cookie } = await newMember('first')
      const seen = await Promise.all([0, 1, 2].map((index) => meAt(index, cookie)))
      expect(seen[0]).toMatchObject({ person: { name: { en: 'first' } } })
      expect([seen[1], seen[2]]).toEqual([seen[0], seen[0]])
      const workspace = await newWorkspace(cookie)
      const sockets = [
        await openSocket(1, workspace, cookie),
        await openSocket(2, workspace, cookie),
      ]
      await at(0).call('DELETE', '/api/session', { as: cookie })
      await within(() => {
        for (const socket of sockets) {
          expect(socket.closedWith()).toBe(closeReasons['session-over'].code)
        }
      })
    })

    test('[SYNC-75] an organisation suspended on one is out of the workspaces of all in less than a second', async () => {
      const { cookie, organisation } = await newMember('second')
      const workspace = await newWorkspace(cookie)
      const sockets = [
        await openSocket(1, workspace, cookie),
        await openSocket(2, workspace, cookie),
      ]
      const suspended = await at(0).call('PUT', `/api/organisations/${organisation}/standing`, {
        as: operator,
        body: { standing: 'suspended' },
      })
      expect(suspended.status).toBe(200)
      await within(() => {
        for (const socket of sockets) {
          expect(socket.closedWith()).toBe(closeReasons['rights-withdrawn'].code)
        }
      })
    })

    test('[SYNC-78] tries at a password are counted over all servers', async () => {
      const statuses: number[] = []
      for (let index = 0; index < 15; index++) {
        const answer = await at(index % 3).call('POST', '/api/session', {
          body: { email: 'ada@example.org', password: 'a wrong one' },
        })
        statuses.push(answer.status)
      }
      expect(statuses).toContain(429)
    })

    test('a server without the shared folder of the space does not start, and says what to do', async () => {
      const other = await mkdtemp(join(tmpdir(), 'weft-other-'))
      const wrong = { ...settings(), sharedFolder: other }
      await expect(startTestServer(wrong)).rejects.toThrow('WEFT_SHARED')
      await rm(other, { recursive: true, force: true })
    })
  },
)
