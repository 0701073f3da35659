import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'

const [ann, bob, una] = ['ann@og_build00001', 'bob@og_build00002', 'una@og_users00001']
let space: TestSpace
let path: string

beforeAll(async () => {
  space = await openTestSpace()
  path = `/workspaces/${await startWorkspace(space)}/visits`
}, 60_000)
afterAll(() => space.close())

test('[TOGETHER-6] the people of a workspace see who was there last, once each', async () => {
  for (let time = 0; time < 3; time++)
    expect((await space.call(ann, 'POST', path)).status).toBe(200)
  await space.call(bob, 'POST', `${path.replace(/\/visits$/, '')}/joining`)
  await space.call(bob, 'POST', path)
  const { body } = await space.call(bob, 'GET', path)
  const people = (body as unknown as { person: { id: string }; at: string }[]).map(
    ({ person }) => person.id,
  )
  expect([...people].sort()).toEqual(['ann', 'bob'])
})

test('[TOGETHER-6] nobody else sees or leaves a visit', async () => {
  for (const method of ['GET', 'POST'] as const) {
    expect((await space.call(una, method, path)).body.code).toBe('workspace.not-found')
  }
  await space.call(ann, 'POST', path.replace(/visits$/, 'invitations'), {
    organisation: 'og_users00001',
  })
  for (const method of ['GET', 'POST'] as const) {
    expect((await space.call(una, method, path)).body.code).toBe('workspace.join-first')
  }
})

test('[TOGETHER-6] a visit is written coarsely: told again at once, its time stays', async () => {
  const read = async () => (await space.call(ann, 'GET', path)).body
  const before = await read()
  await space.call(ann, 'POST', path)
  expect(await read()).toEqual(before)
})
