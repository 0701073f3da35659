import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { runProof } from './runs.ts'

const [ann, bob, una, ulf, uwe] = [
  'ann@og_build00001',
  'bob@og_build00002',
  'una@og_users00001',
  'ulf@og_users00001',
  'uwe@og_users00002',
]
const notes = { en: 'What is new' }

describe('runs, ratings and feedback', () => {
  let space: TestSpace
  let workspace: string
  let release: string
  let app: string
  let bundle: Uint8Array

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
    await buildProduct(space, workspace)
    const draft = { version: '1.0.0', notes, settles: [] }
    const published = await space.call(ann, 'POST', `/workspaces/${workspace}/releases`, draft)
    expect(published.body.code).toBeUndefined()
    release = String(published.body.id)
    app = String(published.body.app)
    bundle = (await space.call(una, 'GET', `/releases/${release}/bundle`)).bytes
  }, 60_000)
  afterAll(() => space.close())

  const begin = async (who: string) => {
    const { body } = await space.call(who, 'POST', `/releases/${release}/runs`)
    return { id: String(body.id), nonce: String(body.nonce) }
  }
  const finish = (who: string, run: string, proof: string) =>
    space.call(who, 'POST', `/runs/${run}/proof`, { proof })
  const rate = (who: string, stars: number, text = '') =>
    space.call(who, 'PUT', `/releases/${release}/rating`, { stars, text })
  const runIt = async (who: string) => {
    const { id, nonce } = await begin(who)
    expect((await finish(who, id, runProof(nonce, bundle))).status).toBe(200)
  }
  const noticesOf = async (person: string) =>
    (await space.store.selectFrom('notice').selectAll().where('person', '=', person).execute()).map(
      ({ kind }) => kind,
    )

  test('[RATE-10] nobody rates what they have not run', async () => {
    expect((await rate(una, 5)).body.code).toBe('rating.run-first')
    await begin(una)
    expect((await rate(una, 5)).body.code).toBe('rating.run-first')
    expect(
      (await space.call(null, 'PUT', `/releases/${release}/rating`, { stars: 5, text: '' })).status,
    ).toBe(401)
  })

  test('[RATE-11] a forged proof, a proof without the bundle and another run’s proof are refused', async () => {
    const [first, second] = [await begin(una), await begin(una)]
    const codes = []
    for (const proof of [
      'f'.repeat(64),
      runProof(first.nonce, new Uint8Array()),
      runProof(second.nonce, bundle),
      runProof('', bundle),
    ]) {
      codes.push((await finish(una, first.id, proof)).body.code)
    }
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'run.proof-wrong'))
    expect((await rate(una, 5)).body.code).toBe('rating.run-first')
  })

  test('[RATE-12] somebody else’s run is not found, even with the right proof', async () => {
    const run = await begin(una)
    const proof = runProof(run.nonce, bundle)
    expect((await finish(ulf, run.id, proof)).body.code).toBe('run.not-found')
    expect((await rate(ulf, 5)).body.code).toBe('rating.run-first')
  })

  test('[RATE-13] a proof works once', async () => {
    const run = await begin(ulf)
    const proof = runProof(run.nonce, bundle)
    const both = await Promise.all([finish(ulf, run.id, proof), finish(ulf, run.id, proof)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await finish(ulf, run.id, proof)).body.code).toBe('run.finished')
  })

  test('[RATE-14] ratings at the same moment become one, and every wording is kept', async () => {
    await runIt(una)
    const all = await Promise.all([1, 2, 3, 4, 5].map((stars) => rate(una, stars)))
    expect(all.every(({ status }) => status === 200)).toBe(true)
    const kept = await space.store
      .selectFrom('rating')
      .selectAll()
      .where('person', '=', 'una')
      .execute()
    expect(kept).toHaveLength(1)
    const revisions = await space.store
      .selectFrom('rating_revision')
      .selectAll()
      .where('rating', '=', kept[0]?.id ?? '')
      .execute()
    expect(revisions).toHaveLength(5)
  })

  test('[RATE-15] stars outside one to five are no rating', async () => {
    for (const stars of [0, 6, 2.5, Number.NaN]) expect((await rate(una, stars)).status).toBe(400)
  })

  test('[RATE-16] the team’s ratings are shown but count nothing', async () => {
    await runIt(bob)
    expect((await rate(bob, 5)).body).toMatchObject({ counts: false })
    const page = await space.call(bob, 'GET', `/store/${app}`)
    expect(page.body).toMatchObject({ mine: { inTeam: true, hasRunLatest: true } })
    const before = page.body.score as { counted: number }
    await runIt(ulf)
    await rate(ulf, 4)
    const after = (await space.call(null, 'GET', `/store/${app}`)).body.score
    expect(after).toMatchObject({ counted: before.counted + 1 })
  })

  test('[FEED-1] a text becomes feedback; planned, it can be settled by a release, and its author is told', async () => {
    await runIt(uwe)
    const rated = await rate(uwe, 3, ' Please add b. ')
    const feedback = (rated.body.feedback as { id: string }).id
    const answer = (who: string, state: string, reply = '') =>
      space.call(who, 'PUT', `/feedback/${feedback}`, { state, reply })
    expect((await answer(uwe, 'planned')).body.code).toBe('feedback.not-found')
    expect((await answer(bob, 'declined')).body.code).toBe('feedback.reason-needed')
    expect((await answer(bob, 'planned', 'Soon')).body).toMatchObject({
      state: 'planned',
      text: 'Please add b.',
      stars: 3,
    })
    const preview = await space.call(ann, 'GET', `/workspaces/${workspace}/release-preview`)
    expect(preview.body).toMatchObject({
      proposedVersion: '1.0.1',
      problems: [],
      planned: [{ id: feedback, text: 'Please add b.' }],
    })
    const draft = { version: '1.1.0', notes, settles: [feedback] }
    const next = await space.call(bob, 'POST', `/workspaces/${workspace}/releases`, draft)
    expect(next.body).toMatchObject({ settled: [{ id: feedback, by: { id: 'uwe' } }] })
    const list = await space.call(ann, 'GET', `/workspaces/${workspace}/feedback`)
    expect(list.body[0]).toMatchObject({ state: 'settled', settledIn: '1.1.0' })
    expect((await answer(bob, 'new')).body.code).toBe('feedback.settled')
    const again = { version: '1.2.0', notes, settles: [feedback] }
    const refused = await space.call(ann, 'POST', `/workspaces/${workspace}/releases`, again)
    expect(refused.body.code).toBe('release.feedback-not-open')
    const told = await noticesOf('uwe')
    expect(told.filter((kind) => kind === 'feedback.settled')).toHaveLength(1)
    expect(told).toEqual(expect.arrayContaining(['feedback.planned', 'release.published']))
    expect(await noticesOf('bob')).not.toContain('release.published')
  })

  test('[FEED-2] other organisations neither read nor answer a team’s feedback', async () => {
    const list = await space.call(una, 'GET', `/workspaces/${workspace}/feedback`)
    expect(list.body.code).toBe('workspace.not-found')
  })
})
