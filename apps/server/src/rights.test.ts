import type { CloseName } from '@weft/sync-protocol'
import { closeName, encodeUpdateMessage, parseMessage } from '@weft/sync-protocol'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { cookiesOf, startTestServer, type TestServer } from './testing/start-test-server.ts'

const password = 'correct horse'

interface Person {
  cookie: string
  id: string
  organisation: string
}

describe('rights that change while sockets are open', () => {
  let server: TestServer
  let operator: Person
  let owner: Person
  let admin: Person
  let member: Person
  let stranger: Person
  let workspace = ''
  const sockets: WebSocket[] = []

  const call = async (who: Person | null, method: string, path: string, body?: unknown) => {
    const response = await server.call(method, `/api${path}`, { as: who?.cookie ?? null, body })
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      response,
    }
  }
  const personOf = async (response: Response): Promise<Person> => {
    const cookie = cookiesOf(response)
    const me = await call({ cookie, id: '', organisation: '' }, 'GET', '/me')
    const { id, organisation } = me.body['person'] as { id: string; organisation: { id: string } }
    return { cookie, id, organisation: organisation.id }
  }
  const join = async (invitation: string, name: string) =>
    personOf(
      await server.call('POST', `/api/invitations/${invitation}/acceptance`, {
        body: { name, password },
      }),
    )
  const invite = async (email: string, role: string) => {
    const path = `/organisations/${admin.organisation}/invitations`
    return String((await call(admin, 'POST', path, { email, role })).body['id'])
  }
  const admit = async (name: string) => {
    const body = { name: { en: name }, adminEmail: `${name}@example.org` }
    return join(String((await call(operator, 'POST', '/organisations', body)).body['id']), name)
  }

  /** A socket on the workspace, with what it heard and how it was closed. */
  const open = async (who: Person) => {
    const address = `${server.address.replace('http', 'ws')}/sync/${workspace}`
    const socket = new WebSocket(address, {
      headers: { cookie: who.cookie, origin: server.address },
    })
    sockets.push(socket)
    const heard: string[] = []
    let closed: { name: CloseName | null; at: number } | null = null
    socket.on('message', (bytes: Buffer) => {
      const message = parseMessage(bytes)
      if (message.ok) heard.push(message.value.kind)
    })
    socket.on('close', (code) => {
      closed = { name: closeName(code), at: Date.now() }
    })
    await new Promise((resolve, reject) => {
      socket.on('open', resolve)
      socket.on('error', reject)
    })
    // A question is answered only to those who are let in.
    socket.send(Buffer.from([0, 0, 1, 0]))
    await vi.waitFor(() => expect(heard.includes('update') || closed !== null).toBe(true), {
      timeout: 10_000,
    })
    return { socket, heard, closed: () => closed?.name ?? null }
  }
  const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

  beforeAll(async () => {
    server = await startTestServer({ signInsPerMinute: 100 })
    const body = {
      code: server.setUpCode,
      spaceTitle: { en: 'Space' },
      organisationName: { en: 'Operators' },
      name: 'Ada',
      email: 'ada@example.org',
      password,
    }
    operator = await personOf(await server.call('POST', '/api/set-up', { body }))
    owner = await admit('owner')
    admin = await admit('admin')
    stranger = await admit('stranger')
    member = await join(await invite('member@example.org', 'member'), 'Member')
    const posted = await call(owner, 'POST', '/scenarios', {
      sector: 'city',
      title: { en: 'A need' },
      problem: { en: 'A problem' },
      users: {},
      value: {},
      dataWanted: {},
      acceptance: [],
      deadline: null,
    })
    const draft = {
      scenario: posted.body['id'],
      title: { en: 'Together' },
      invite: [admin.organisation],
    }
    workspace = String((await call(owner, 'POST', '/workspaces', draft)).body['id'])
    expect((await call(admin, 'POST', `/workspaces/${workspace}/joining`)).status).toBe(200)
  }, 60_000)

  afterAll(async () => {
    for (const socket of sockets) socket.terminate()
    await server.close()
  })

  const ofWorkspace = (who: Person) => `/workspaces/${workspace}/organisations/${who.organisation}`
  const ofMember = (who: Person) => `/organisations/${admin.organisation}/members/${who.id}`

  test('[RIGHTS-1] a changed role reaches the open socket: edits are dropped, then taken again', async () => {
    const socket = await open(member)
    expect((await call(owner, 'PUT', ofWorkspace(admin), { role: 'viewer' })).status).toBe(200)
    await until(() => expect(socket.heard).toContain('denied'))
    const doc = new Y.Doc()
    doc.getMap('forged').set('a', 1)
    const other = await open(owner)
    const before = other.heard.length
    socket.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc)))
    expect((await call(owner, 'PUT', ofWorkspace(admin), { role: 'editor' })).status).toBe(200)
    await until(() => expect(socket.heard).toContain('allowed'))
    expect(other.heard.slice(before)).not.toContain('update')
    socket.socket.send(encodeUpdateMessage(Y.encodeStateAsUpdate(doc)))
    await until(() => expect(other.heard.slice(before)).toContain('update'))
    expect(socket.closed()).toBeNull()
  })

  test('[RIGHTS-2] an organisation removed from the workspace loses its sockets for good', async () => {
    const [theirs, mine] = [await open(member), await open(owner)]
    expect((await call(owner, 'DELETE', ofWorkspace(admin))).status).toBe(200)
    await until(() => expect(theirs.closed()).toBe('rights-withdrawn'))
    expect(mine.closed()).toBeNull()
    expect((await open(member)).closed()).toBe('rights-withdrawn')
    const back = { organisation: admin.organisation }
    await call(owner, 'POST', `/workspaces/${workspace}/invitations`, back)
    expect((await call(admin, 'POST', `/workspaces/${workspace}/joining`)).status).toBe(200)
  })

  test('[RIGHTS-3] a suspended organisation is out until it is readmitted', async () => {
    const socket = await open(member)
    const path = `/organisations/${admin.organisation}/standing`
    const suspend = await call(operator, 'PUT', path, { standing: 'suspended' })
    expect(suspend.status).toBe(200)
    await until(() => expect(socket.closed()).toBe('rights-withdrawn'))
    expect((await call(member, 'GET', '/workspaces')).body['code']).toBe('request.member-only')
    expect((await open(member)).closed()).toBe('rights-withdrawn')
    expect((await call(operator, 'PUT', path, { standing: 'admitted' })).status).toBe(200)
    expect((await open(member)).closed()).toBeNull()
  })

  test('[RIGHTS-4] a removed member is out at once, and the last admin stays', async () => {
    const leaver = await join(await invite('leaver@example.org', 'member'), 'Leaver')
    const [theirs, others] = [await open(leaver), await open(member)]
    expect((await call(admin, 'DELETE', ofMember(leaver))).status).toBe(200)
    await until(() => expect(theirs.closed()).toBe('rights-withdrawn'))
    expect(others.closed()).toBeNull()
    expect((await call(admin, 'DELETE', ofMember(leaver))).body['code']).toBe(
      'organisation.no-member',
    )
    for (const [method, body] of [
      ['PUT', { role: 'member' }],
      ['DELETE', undefined],
    ] as const) {
      const refused = await call(admin, method, ofMember(admin), body)
      expect(refused.body['code']).toBe('organisation.last-admin')
    }
    expect((await call(admin, 'PUT', ofMember(member), { role: 'admin' })).status).toBe(200)
    expect((await call(member, 'PUT', ofMember(member), { role: 'member' })).status).toBe(200)
  })

  test('[RIGHTS-5] a withdrawn invitation lets nobody in', async () => {
    const invitation = await invite('nobody@example.org', 'member')
    const path = `/organisations/${admin.organisation}/invitations/${invitation}`
    expect((await call(admin, 'DELETE', path)).status).toBe(200)
    const late = await call(null, 'POST', `/invitations/${invitation}/acceptance`, {
      name: 'Late',
      password,
    })
    expect(late.body['code']).toBe('invitation.over')
    expect((await call(admin, 'DELETE', path)).body['code']).toBe('invitation.over')
  })

  test('[RIGHTS-6] signing out asks the sockets of the session to come back, and turns them away', async () => {
    const signIn = () =>
      server.call('POST', '/api/session', { body: { email: 'member@example.org', password } })
    const [first, second] = [await personOf(await signIn()), await personOf(await signIn())]
    const [gone, stays] = [await open(first), await open(second)]
    expect((await call(first, 'DELETE', '/session')).status).toBe(200)
    await until(() => expect(gone.closed()).toBe('session-over'))
    expect((await open(first)).closed()).toBe('signed-out')
    expect(stays.closed()).toBeNull()
  })

  test('[RIGHTS-7] nobody else may call the routes, and a refused call closes no socket', async () => {
    const socket = await open(member)
    const organisation = `/organisations/${admin.organisation}`
    const invitation = await invite('open@example.org', 'member')
    const suspended = { standing: 'suspended' }
    const attempts: [Person | null, string, string, unknown, string][] = [
      [null, 'PUT', ofMember(member), { role: 'admin' }, 'request.sign-in-first'],
      [null, 'DELETE', ofMember(member), undefined, 'request.sign-in-first'],
      [null, 'PUT', `${organisation}/standing`, suspended, 'request.sign-in-first'],
      [null, 'DELETE', ofWorkspace(admin), undefined, 'request.sign-in-first'],
      [member, 'PUT', ofMember(member), { role: 'admin' }, 'organisation.admin-only'],
      [member, 'DELETE', ofMember(admin), undefined, 'organisation.admin-only'],
      [stranger, 'PUT', ofMember(member), { role: 'admin' }, 'organisation.not-yours'],
      [operator, 'DELETE', ofMember(member), undefined, 'organisation.not-yours'],
      [
        member,
        'DELETE',
        `${organisation}/invitations/${invitation}`,
        undefined,
        'organisation.admin-only',
      ],
      [
        stranger,
        'DELETE',
        `${organisation}/invitations/${invitation}`,
        undefined,
        'organisation.not-yours',
      ],
      [admin, 'PUT', `${organisation}/standing`, suspended, 'request.operator-only'],
      [
        operator,
        'PUT',
        `/organisations/${operator.organisation}/standing`,
        suspended,
        'organisation.own-standing',
      ],
      [
        operator,
        'PUT',
        '/organisations/og_nowhere000/standing',
        suspended,
        'organisation.not-found',
      ],
      [admin, 'PUT', ofWorkspace(admin), { role: 'viewer' }, 'workspace.owner-only'],
      [admin, 'DELETE', ofWorkspace(owner), undefined, 'workspace.owner-only'],
      [stranger, 'DELETE', ofWorkspace(admin), undefined, 'workspace.not-found'],
      [owner, 'DELETE', ofWorkspace(owner), undefined, 'workspace.keep-owner'],
      [owner, 'PUT', ofWorkspace(stranger), { role: 'viewer' }, 'workspace.not-in'],
    ]
    for (const [who, method, path, body, code] of attempts) {
      expect([method, path, (await call(who, method, path, body)).body['code']]).toEqual([
        method,
        path,
        code,
      ])
    }
    expect((await call(owner, 'PUT', ofWorkspace(admin), { role: 'owner' })).status).toBe(400)
    expect(socket.closed()).toBeNull()
    expect(socket.heard).not.toContain('denied')
  })
})
