import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookiesOf, startTestServer, type TestServer } from '../testing/start-test-server.ts'

describe('a new demo space', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer({ demo: true })
  }, 120_000)
  afterAll(() => server.close())

  const get = async (path: string, as: string | null = null): Promise<unknown> =>
    (await server.call('GET', path, { as })).json()

  test('has datasets, scenarios of five sectors, and people to become', async () => {
    expect(await get('/api/datasets')).toHaveLength(17)
    const scenarios = (await get('/api/scenarios')) as { sector: string }[]
    expect(new Set(scenarios.map(({ sector }) => sector)).size).toBe(5)
    expect(((await get('/api/demo/people')) as unknown[]).length).toBeGreaterThanOrEqual(12)
  })

  test('has one released app with honest ratings, of which its builders count nothing', async () => {
    const [entry, ...more] = (await get('/api/store')) as {
      app: string
      runs: number
      score: { counted: number; total: number }
    }[]
    expect(more).toEqual([])
    expect(entry).toMatchObject({ score: { counted: 4, total: 5 } })
    const page = (await get(`/api/store/${entry?.app ?? ''}`)) as {
      ratings: { feedback: { state: string } | null }[]
    }
    expect(page.ratings.filter(({ feedback }) => feedback?.state === 'planned')).toHaveLength(1)
  })

  test('lets a visitor become a demo person and see the half-done workspace', async () => {
    const body = { person: 'pe_demolinyue' }
    const as = cookiesOf(await server.call('POST', '/api/demo/session', { body }))
    expect(await get('/api/workspaces', as)).toMatchObject([
      { id: 'ws_demolate01', latestRelease: null, myRole: 'owner' },
    ])
    const preview = await get('/api/workspaces/ws_demolate01/release-preview', as)
    expect(preview).toMatchObject({ problems: [], outputs: [{ name: 'airports' }] })
  })

  test('resolves persistent identifiers for people and for machines', async () => {
    const page = await server.call('GET', '/id/dataset/logistics.flights')
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      '/datasets/logistics.flights',
    ])
    const headers = { accept: 'application/ld+json' }
    const machine = await server.call('GET', '/id/dataset/logistics.flights', { headers })
    expect(await machine.json()).toMatchObject({ '@type': 'Dataset' })
  })
})
