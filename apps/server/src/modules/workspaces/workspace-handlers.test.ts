import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { admitToDocument } from './admit-to-document.ts'
import { readPicture } from './read-picture.ts'

const [ann, bob, una] = ['ann@og_build00001', 'bob@og_build00002', 'una@og_users00001']

function callerOf(who: string) {
  const [person = '', organisation = ''] = who.split('@')
  return { person, organisation, role: 'admin' as const, operator: false }
}

describe('workspaces', () => {
  let space: TestSpace
  let workspace: string

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
  }, 60_000)
  afterAll(() => space.close())

  test('[WORK-1] a workspace is started with its document, roles and a scenario in progress', async () => {
    const { body } = await space.call(ann, 'GET', `/workspaces/${workspace}`)
    expect(body).toMatchObject({ myRole: 'owner', myState: 'joined', latestRelease: null })
    expect(body.organisations).toMatchObject([
      { id: 'og_build00001', role: 'owner', state: 'joined' },
      { id: 'og_build00002', role: 'editor', state: 'joined' },
    ])
    const scenario = await space.call(
      ann,
      'GET',
      `/scenarios/${(body.scenario as { id: string }).id}`,
    )
    expect(scenario.body).toMatchObject({ state: 'in-progress', workspaces: [{ id: workspace }] })
    const picture = await readPicture(space.deps, workspace)
    expect(picture?.pipelines).toHaveLength(1)
    expect(picture?.app).toMatchObject({ title: { en: 'Together' }, pages: [{}] })
  })

  test('[WORK-2] for others it does not exist', async () => {
    const paths = ['', '/releases', '/feedback', '/release-preview']
    for (const path of paths) {
      const refused = await space.call(una, 'GET', `/workspaces/${workspace}${path}`)
      expect(refused.body.code).toBe('workspace.not-found')
    }
    expect((await space.call(una, 'POST', `/workspaces/${workspace}/joining`)).status).toBe(404)
    expect((await admitToDocument(space.store, callerOf(una), workspace)).ok).toBe(false)
  })

  test('[WORK-3] an invited organisation sees it and is told, but opens the document only once it has joined', async () => {
    const invited = await space.call(ann, 'POST', `/workspaces/${workspace}/invitations`, {
      organisation: 'og_users00001',
    })
    expect(invited.status).toBe(200)
    const notices = await space.call(una, 'GET', '/notices')
    expect(notices.body[0]).toMatchObject({ kind: 'workspace.invited' })
    expect(await admitToDocument(space.store, callerOf(una), workspace)).toMatchObject({
      failure: { code: 'workspace.join-first' },
    })
    expect((await space.call(una, 'POST', `/workspaces/${workspace}/joining`)).status).toBe(200)
    expect(await admitToDocument(space.store, callerOf(una), workspace)).toMatchObject({
      value: { mayEdit: true, person: { id: 'una', organisation: { id: 'og_users00001' } } },
    })
    const again = await space.call(una, 'POST', `/workspaces/${workspace}/joining`)
    expect(again.body.code).toBe('workspace.not-invited')
  })

  test('[WORK-4] only its owner invites, and nobody twice', async () => {
    const invite = (who: string, organisation: string) =>
      space.call(who, 'POST', `/workspaces/${workspace}/invitations`, { organisation })
    expect((await invite(bob, 'og_users00002')).body.code).toBe('workspace.owner-only')
    expect((await invite(ann, 'og_build00002')).body.code).toBe('workspace.already-in')
    expect((await invite(ann, 'og_nowhere001')).body.code).toBe('workspace.no-organisation')
  })

  test('[WORK-5] a workspace of a scenario that does not exist is not started', async () => {
    const started = await space.call(ann, 'POST', '/workspaces', {
      scenario: 'sc_zzzzzzzzzz',
      title: { en: 'Nothing' },
      invite: [],
    })
    expect(started.body.code).toBe('scenario.not-found')
  })
})
