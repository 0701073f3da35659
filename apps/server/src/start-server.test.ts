import { failureBody } from '@weft/api-contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer } from './start-server.ts'
import { cookiesOf, startTestServer, type TestServer } from './testing/start-test-server.ts'

const password = 'correct horse'

async function refusalOf(response: Response) {
  const body = failureBody.parse(await response.json())
  expect(body.message.en).not.toBe('')
  expect(body.message.zh).not.toBe('')
  return { status: response.status, code: body.code, args: body.args }
}

const scenarioDraft = {
  sector: 'city',
  title: { en: 'A need' },
  problem: { zh: '问题' },
  users: {},
  value: {},
  dataWanted: {},
  acceptance: [{ en: 'It works' }],
  deadline: null,
}

describe('a production space', () => {
  let server: TestServer
  let operator = ''
  let admin = ''
  let member = ''
  let other = ''

  const setUp = (code: string) =>
    server.call('POST', '/api/set-up', {
      body: {
        code,
        spaceTitle: { en: 'Space' },
        organisationName: { en: 'Operators' },
        name: 'Ada',
        email: 'ada@example.org',
        password,
      },
    })

  const admit = async (name: string, email: string) => {
    const response = await server.call('POST', '/api/organisations', {
      as: operator,
      body: { name: { en: name }, adminEmail: email },
    })
    return (await response.json()) as { id: string; organisation: { id: string } }
  }

  const join = async (invitation: string, name: string) =>
    cookiesOf(
      await server.call('POST', `/api/invitations/${invitation}/acceptance`, {
        body: { name, password },
      }),
    )

  let organisation = ''

  beforeAll(async () => {
    server = await startTestServer({ signInsPerMinute: 100 })
    expect(await refusalOf(await setUp('guess'))).toMatchObject({ code: 'set-up.wrong-code' })
    operator = cookiesOf(await setUp(server.setUpCode ?? ''))
    const first = await admit('First', 'admin@first.example')
    organisation = first.organisation.id
    admin = await join(first.id, 'Admin')
    const invited = await server.call('POST', `/api/organisations/${organisation}/invitations`, {
      as: admin,
      body: { email: 'member@first.example', role: 'member' },
    })
    member = await join(((await invited.json()) as { id: string }).id, 'Member')
    other = await join((await admit('Second', 'admin@second.example')).id, 'Other')
  }, 60_000)

  afterAll(() => server.close())

  test('is set up once: afterwards the code is worth nothing', async () => {
    expect(await refusalOf(await setUp(server.setUpCode ?? ''))).toMatchObject({
      status: 409,
      code: 'set-up.done',
    })
  })

  test('has no one-click sign-in', async () => {
    const response = await server.call('POST', '/api/demo/session', { body: { person: 'pe_x' } })
    expect(await refusalOf(response)).toMatchObject({ status: 403, code: 'account.demo-only' })
    expect(await (await server.call('GET', '/api/demo/people')).json()).toEqual([])
  })

  test.each([
    ['GET', '/api/notices'],
    ['DELETE', '/api/session'],
    ['POST', '/api/scenarios'],
    ['POST', '/api/uploads'],
    ['POST', '/api/datasets'],
    ['POST', '/api/organisations'],
    ['GET', '/api/workspaces'],
    ['GET', '/api/datasets/any.thing/sample'],
  ])('asks a visitor to sign in before %s %s', async (method, path) => {
    expect(await refusalOf(await server.call(method, path))).toMatchObject({
      status: 401,
      code: 'request.sign-in-first',
    })
  })

  test('lets only an operator admit organisations', async () => {
    const body = { name: { en: 'Third' }, adminEmail: 'x@third.example' }
    const response = await server.call('POST', '/api/organisations', { as: admin, body })
    expect(await refusalOf(response)).toMatchObject({ code: 'request.operator-only' })
  })

  test.each([
    ['a plain member', () => member, 'organisation.admin-only'],
    ['another organisation', () => other, 'organisation.not-yours'],
  ])('does not let %s invite into an organisation', async (_, who, code) => {
    const response = await server.call('POST', `/api/organisations/${organisation}/invitations`, {
      as: who(),
      body: { email: 'new@first.example', role: 'admin' },
    })
    expect(await refusalOf(response)).toMatchObject({ status: 403, code })
  })

  test('shows members to the organisation alone, and invitations to its admins alone', async () => {
    const page = async (as: string | null) =>
      (await (
        await server.call('GET', `/api/organisations/${organisation}`, { as })
      ).json()) as Record<string, unknown>
    expect(await page(admin)).toMatchObject({ members: [{}, {}], invitations: [{}, {}] })
    expect(await page(member)).toMatchObject({ members: [{}, {}], invitations: null })
    expect(await page(other)).toMatchObject({ members: null, invitations: null })
    expect(await page(null)).toMatchObject({ members: null, invitations: null })
  })

  test('does not let a person act for an organisation they do not belong to', async () => {
    const response = await server.call('PUT', '/api/session/organisation', {
      as: other,
      body: { organisation },
    })
    expect(await refusalOf(response)).toMatchObject({ code: 'organisation.not-yours' })
  })

  test('keeps an invitation for the person it names', async () => {
    const invitation = await admit('Fourth', 'boss@fourth.example')
    const response = await server.call('POST', `/api/invitations/${invitation.id}/acceptance`, {
      as: other,
      body: null,
    })
    expect(await refusalOf(response)).toMatchObject({ code: 'invitation.other-person' })
  })

  test('lets only the posting organisation edit a scenario, and no edit overwrites another', async () => {
    const posted = await server.call('POST', '/api/scenarios', { as: member, body: scenarioDraft })
    const { id } = (await posted.json()) as { id: string }
    const edit = (as: string, version: number) =>
      server.call('PUT', `/api/scenarios/${id}`, { as, body: { ...scenarioDraft, version } })
    expect(await refusalOf(await edit(other, 1))).toMatchObject({ code: 'scenario.not-yours' })
    expect((await edit(admin, 1)).status).toBe(200)
    expect(await refusalOf(await edit(member, 1))).toMatchObject({
      status: 409,
      code: 'scenario.changed',
      args: { version: 2 },
    })
  })

  test('does not let one person register the upload of another', async () => {
    const file = new Blob(['a,b\n1,x\n'], { type: 'text/csv' })
    const uploaded = await server.call('POST', '/api/uploads', { as: member, body: file })
    const { id } = (await uploaded.json()) as { id: string }
    const draft = {
      upload: id,
      sector: 'city',
      title: { en: 'T' },
      description: {},
      licence: { spdx: 'MIT', statement: '', attribution: '' },
      columns: [],
    }
    const taken = await server.call('POST', '/api/datasets', { as: other, body: draft })
    expect(await refusalOf(taken)).toMatchObject({ code: 'upload.not-found' })
    const registered = await server.call('POST', '/api/datasets', { as: member, body: draft })
    expect(await registered.json()).toMatchObject({ rows: 1, columns: [{ name: 'a' }, {}] })
  })

  test('serves a sample with its digest as ETag and does not send it twice', async () => {
    const [dataset] = (await (await server.call('GET', '/api/datasets')).json()) as {
      id: string
      digest: string
    }[]
    const path = `/api/datasets/${dataset?.id ?? ''}/sample`
    const first = await server.call('GET', path, { as: other })
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toBe(`"${dataset?.digest ?? ''}"`)
    const again = await server.call('GET', path, { as: other, headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  test('refuses a file beyond the limit, and says the limit', async () => {
    const body = new Blob([new Uint8Array(33 * 1024 * 1024)], { type: 'text/csv' })
    const response = await server.call('POST', '/api/uploads', { as: member, body })
    expect(await refusalOf(response)).toMatchObject({
      status: 413,
      code: 'upload.too-large',
      args: { limitMb: 32 },
    })
  })

  test('says which field of a request is wrong', async () => {
    const body = { ...scenarioDraft, deadline: 'soon' }
    const response = await server.call('POST', '/api/scenarios', { as: member, body })
    expect(await refusalOf(response)).toMatchObject({
      status: 400,
      code: 'request.invalid',
      args: { path: 'deadline' },
    })
  })

  test('refuses a file that is no table, and bodies that are no JSON', async () => {
    const empty = new Blob(['a,b\n'], { type: 'text/csv' })
    expect(
      await refusalOf(await server.call('POST', '/api/uploads', { as: member, body: empty })),
    ).toMatchObject({ status: 400, code: 'upload.empty' })
    const broken = new Blob(['{'], { type: 'application/json' })
    expect(
      await refusalOf(await server.call('POST', '/api/scenarios', { as: member, body: broken })),
    ).toMatchObject({ status: 400, code: 'request.unreadable' })
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses a change sent by %s', async (_, headers) => {
    const response = await server.call('POST', '/api/scenarios', {
      as: member,
      body: scenarioDraft,
      headers,
    })
    expect(await refusalOf(response)).toMatchObject({ status: 403, code: 'request.cross-origin' })
  })

  test('answers an unknown address of the API with a refusal, not with a page', async () => {
    expect(await refusalOf(await server.call('GET', '/api/secrets'))).toMatchObject({
      status: 404,
      code: 'request.no-route',
    })
  })

  test('ends the session at sign-out', async () => {
    const credentials = { email: 'ADA@example.org', password }
    const cookie = cookiesOf(await server.call('POST', '/api/session', { body: credentials }))
    expect((await server.call('GET', '/api/notices', { as: cookie })).status).toBe(200)
    await server.call('DELETE', '/api/session', { as: cookie })
    expect((await server.call('GET', '/api/notices', { as: cookie })).status).toBe(401)
  })

  test('does not tell a wrong password from an unknown address', async () => {
    for (const email of ['ada@example.org', 'nobody@example.org']) {
      const body = { email, password: 'wrong password' }
      expect(await refusalOf(await server.call('POST', '/api/session', { body }))).toMatchObject({
        status: 401,
        code: 'account.wrong-credentials',
        args: {},
      })
    }
  })

  test('sets cookies that scripts cannot read', async () => {
    const body = { email: 'ada@example.org', password }
    const [cookie] = (await server.call('POST', '/api/session', { body })).headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  test('gives engine workers no network and sealed apps their own policy', async () => {
    const policyOf = async (path: string) =>
      (await server.call('GET', path)).headers.get('content-security-policy')
    expect(await policyOf('/assets/engine-worker-x.js')).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    )
    const sealed = await policyOf('/player/index.html')
    expect(sealed).toMatch(/^sandbox allow-scripts; default-src 'none'/)
    expect(sealed).toContain(`connect-src ${server.address}/player/assets/`)
    expect(await policyOf('/player/../api/me')).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  test('describes its operations', async () => {
    const response = await server.call('GET', '/api/docs/json')
    const { paths } = (await response.json()) as { paths: Record<string, unknown> }
    expect(Object.keys(paths)).toContain('/api/scenarios/{scenario}')
  })
})

describe('sign-in', () => {
  test('is slowed down after too many attempts', async () => {
    const server = await startTestServer({ signInsPerMinute: 2 })
    const attempt = () =>
      server.call('POST', '/api/session', { body: { email: 'a@b.example', password: 'x' } })
    try {
      await attempt()
      await attempt()
      expect(await refusalOf(await attempt())).toMatchObject({
        status: 429,
        code: 'request.too-many',
      })
    } finally {
      await server.close()
    }
  })
})

describe('a server that cannot start', () => {
  test('says that the port is taken', async () => {
    const server = await startTestServer()
    const port = Number(new URL(server.address).port)
    await expect(startTestServer({ port })).rejects.toThrow(`Port ${port} is taken`)
    await server.close()
  })

  test('says that the database cannot be reached, and leaves the folder free', async () => {
    const databaseUrl = 'postgres://nobody@127.0.0.1:1/none'
    await expect(startTestServer({ databaseUrl })).rejects.toThrow('127.0.0.1:1 (DATABASE_URL)')
  })

  test('says that the folder cannot be written', async () => {
    await expect(startTestServer({ folder: `${import.meta.filename}/below` })).rejects.toThrow(
      'cannot be written',
    )
  })

  test('says that another server uses the folder', async () => {
    const folder = `${process.env.TMPDIR ?? '/tmp'}/weft-lock-${process.pid}`
    const config = {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: null,
      redisUrl: null,
      newSecret: false,
      demo: false,
      origin: null,
      logTo: 'file' as const,
      distFolder: null,
      packsFolder: '',
      folder,
      sharedFolder: folder,
    }
    const server = await startServer(config)
    await expect(startServer(config)).rejects.toThrow('is using the data folder')
    await server.close()
  })
})
