import type { StepId } from '@weft/pipeline-model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { readPicture } from '../workspaces/index.ts'
import { admitToFork } from './admit-to-fork.ts'
import { mergeProposal } from './merge-proposal.ts'

const [ann, bob, una] = ['ann@og_build00001', 'bob@og_build00002', 'una@og_users00001']

interface Page {
  readonly id: string
  readonly state: string
  readonly contentHash: string
  readonly conflicts: readonly { id: string; kind: string; choice: string | null }[]
  readonly hindrances: readonly { code: string }[]
  readonly reviews: readonly { verdict: string | null; isCurrent: boolean; isAsked: boolean }[]
  readonly mayEdit: boolean
  readonly mayMerge: boolean
  readonly mayClose: boolean
}

function callerOf(who: string) {
  const [person = '', organisation = ''] = who.split('@')
  return { person, organisation, role: 'admin' as const, operator: false }
}

describe('proposals', () => {
  let space: TestSpace
  let workspace: string
  let filter: StepId

  const open = async (who: string, reviewers: readonly string[] = []) => {
    const answer = await space.call(who, 'POST', `/workspaces/${workspace}/proposals`, {
      title: { en: 'Count late ones only' },
      reason: { en: 'Because' },
      reviewers,
    })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return String(answer.body.id)
  }
  const look = async (proposal: string, who = ann) =>
    (await space.call(who, 'GET', `/proposals/${proposal}`)).body as unknown as Page
  const review = async (who: string, proposal: string, verdict = 'approved', reason = '') => {
    const { contentHash } = await look(proposal)
    return space.call(who, 'POST', `/proposals/${proposal}/reviews`, {
      verdict,
      contentHash,
      reason,
    })
  }
  const merge = async (who: string, proposal: string, contentHash?: string) =>
    space.call(who, 'POST', `/proposals/${proposal}/merging`, {
      contentHash: contentHash ?? (await look(proposal)).contentHash,
    })
  const set = (document: string, expression: string, who: string) =>
    space.edit(document, ({ edit }) => edit.setSetting(filter, 'expression', expression), who)
  const role = (name: string) =>
    space.call(ann, 'PUT', `/workspaces/${workspace}/organisations/og_build00002`, { role: name })

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
    await buildProduct(space, workspace)
    await space.edit(
      workspace,
      ({ edit }) => {
        filter = edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
      },
      ann,
    )
  }, 120_000)
  afterAll(() => space.close())

  test('[PROP-1] a fork begins as the workspace is and changes nothing there', async () => {
    const id = await open(bob)
    expect(await look(id)).toMatchObject({
      state: 'open',
      conflicts: [],
      hindrances: [{ code: 'proposal.nothing-changed' }, { code: 'proposal.review-missing' }],
    })
    await set(id, 'v > 1', bob)
    const settings = (await readPicture(space.deps, workspace))?.pipelines[0]?.steps[filter]
    expect(settings).toMatchObject({ settings: { expression: '' } })
    expect(await look(id)).toMatchObject({ hindrances: [{ code: 'proposal.review-missing' }] })
  })

  test('[PROP-2] commenters propose, readers do not, and outside nothing of it exists', async () => {
    await role('commenter')
    const id = await open(bob)
    expect(await look(id, bob)).toMatchObject({ mayEdit: true, mayMerge: false, mayClose: true })
    expect(await admitToFork(space.store, callerOf(bob), id)).toMatchObject({
      value: { mayEdit: true },
    })
    await role('viewer')
    expect(await admitToFork(space.store, callerOf(bob), id)).toMatchObject({
      value: { mayEdit: false },
    })
    const refused = await space.call(bob, 'POST', `/workspaces/${workspace}/proposals`, {
      title: { en: 'No' },
      reason: {},
      reviewers: [],
    })
    expect(refused.body.code).toBe('proposal.not-allowed')
    await role('editor')
    for (const rest of ['', '/checks', '/reviews', '/merging', '/closing']) {
      const method = rest === '' ? 'GET' : 'POST'
      const body = { verdict: 'approved', contentHash: '0'.repeat(64), reason: '' }
      const answer = await space.call(
        una,
        method,
        `/proposals/${id}${rest}`,
        rest ? body : undefined,
      )
      expect(answer).toMatchObject({ status: 404, body: { code: 'proposal.not-found' } })
    }
    expect((await admitToFork(space.store, callerOf(una), id)).ok).toBe(false)
  })

  test('[PROP-3] an approval is bound to the content; any edit on either side voids it', async () => {
    const id = await open(bob)
    await set(id, 'v > 3', bob)
    expect((await review(ann, id)).status).toBe(200)
    expect(await look(id)).toMatchObject({ hindrances: [], reviews: [{ isCurrent: true }] })
    await set(id, 'v > 4', bob)
    expect(await look(id)).toMatchObject({
      hindrances: [{ code: 'proposal.review-missing' }],
      reviews: [{ isCurrent: false, verdict: 'approved' }],
    })
    await review(ann, id)
    await space.edit(workspace, ({ edit }) => edit.setAppTitle({ en: 'Changed meanwhile' }), ann)
    expect((await merge(ann, id)).body.code).toBe('proposal.review-missing')
  })

  test('[PROP-4] nobody approves or merges what they have not seen', async () => {
    const id = await open(bob)
    await set(id, 'v > 5', bob)
    const { contentHash } = await look(id)
    await set(id, 'v > 6', bob)
    const draft = { verdict: 'approved', contentHash, reason: '' }
    const stale = await space.call(ann, 'POST', `/proposals/${id}/reviews`, draft)
    expect(stale).toMatchObject({ status: 409, body: { code: 'proposal.changed' } })
    expect((await merge(ann, id, contentHash)).body.code).toBe('proposal.changed')
  })

  test('[PROP-4] an edit that slips in while a merge is under way is not merged unseen', async () => {
    const id = await open(bob)
    await set(id, 'v > 7', bob)
    await review(ann, id)
    const { contentHash } = await look(id)
    const before = await readPicture(space.deps, workspace)
    // The fork is closed to its editors in this moment: the last one to write in it.
    let slipping: Promise<void> | null = null
    const rights = {
      ...space.deps.rights,
      tell: (change: Parameters<typeof space.deps.rights.tell>[0]) => {
        slipping ??= set(id, 'v > 8', bob)
        space.deps.rights.tell(change)
      },
    }
    const log = {
      ...space.deps.log,
      load: async (document: string) => {
        await slipping
        return space.deps.log.load(document)
      },
    }
    const refused = await mergeProposal(
      { ...space.deps, rights, log },
      callerOf(ann),
      id,
      contentHash,
    )
    expect(refused).toMatchObject({ ok: false, failure: { code: 'proposal.changed' } })
    expect(await look(id)).toMatchObject({ state: 'open', reviews: [{ isCurrent: false }] })
    expect(await readPicture(space.deps, workspace)).toEqual(before)
    expect(await admitToFork(space.store, callerOf(bob), id)).toMatchObject({
      value: { mayEdit: true },
    })
    await review(ann, id)
    expect((await merge(ann, id)).status).toBe(200)
  })

  test('[PROP-5] every organisation that was asked has to approve; a rejection needs a reason and holds', async () => {
    const id = await open(ann, ['og_build00002'])
    await set(id, 'v > 7', ann)
    expect((await merge(ann, id)).body.code).toBe('proposal.review-missing')
    expect((await review(bob, id, 'rejected', ' ')).body.code).toBe('proposal.reason-missing')
    await review(bob, id, 'rejected', 'Too strict')
    expect((await merge(ann, id)).body.code).toBe('proposal.review-rejected')
    await review(bob, id)
    expect((await merge(ann, id)).status).toBe(200)
    const told = await space.call(bob, 'GET', '/notices')
    expect((told.body as unknown as { kind: string }[]).map(({ kind }) => kind)).toContain(
      'proposal.review-wanted',
    )
    const unfit = await space.call(ann, 'POST', `/workspaces/${workspace}/proposals`, {
      title: { en: 'x' },
      reason: {},
      reviewers: ['og_users00001'],
    })
    expect(unfit.body.code).toBe('proposal.reviewer-unfit')
  })

  test('[PROP-6] merging gives exactly the approved content, as a version that names and credits', async () => {
    const id = await open(bob)
    await set(id, 'v > 8', bob)
    await review(ann, id)
    const { contentHash } = await look(id)
    const merged = await merge(ann, id)
    expect(merged.body).toMatchObject({ state: 'merged', settled: { by: { id: 'ann' } } })
    const picture = await readPicture(space.deps, workspace)
    expect(picture?.pipelines[0]?.steps[filter]).toMatchObject({
      settings: { expression: 'v > 8' },
    })
    const versions = await space.call(ann, 'GET', `/workspaces/${workspace}/versions`)
    const [newest] = versions.body as unknown as {
      kind: string
      title: object
      changes: { by: { id: string } }[]
    }[]
    expect(newest).toMatchObject({ kind: 'merged', title: { en: 'Count late ones only' } })
    expect(newest?.changes).toMatchObject([{ fields: ['setting.expression'], by: { id: 'bob' } }])
    const stored = await space.store
      .selectFrom('version')
      .select('content_hash')
      .where('workspace', '=', workspace)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    expect(stored?.content_hash).toBe(contentHash)
  })

  test('[PROP-7] what is merged or closed is over: no edit, no review, no second merge', async () => {
    const id = await open(bob)
    await set(id, 'v > 9', bob)
    await review(ann, id)
    const [first, second] = await Promise.all([merge(ann, id), merge(bob, id)])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    expect(await admitToFork(space.store, callerOf(bob), id)).toMatchObject({
      value: { mayEdit: false },
    })
    expect((await review(ann, id)).body.code).toBe('proposal.settled')
    const closing = await space.call(bob, 'POST', `/proposals/${id}/closing`, { reason: '' })
    expect(closing.body.code).toBe('proposal.settled')
  })

  test('[PROP-8] conflicts are decided one by one before anything is merged', async () => {
    const id = await open(bob)
    await set(id, 'v > 11', bob)
    await set(workspace, 'v > 10', ann)
    const before = await look(id)
    expect(before.conflicts).toMatchObject([{ kind: 'both-changed', choice: null }])
    await review(ann, id)
    expect((await merge(ann, id)).body.code).toBe('proposal.conflicts-open')
    const conflict = before.conflicts[0]?.id
    const choices = `/proposals/${id}/choices`
    const none = await space.call(bob, 'PUT', choices, { conflict: 'no such', side: 'ours' })
    expect(none.body.code).toBe('proposal.no-conflict')
    expect((await space.call(bob, 'PUT', choices, { conflict, side: 'theirs' })).status).toBe(200)
    expect((await look(id)).hindrances).toMatchObject([{ code: 'proposal.review-missing' }])
    await review(ann, id)
    expect((await merge(ann, id)).status).toBe(200)
    const picture = await readPicture(space.deps, workspace)
    expect(picture?.pipelines[0]?.steps[filter]).toMatchObject({
      settings: { expression: 'v > 11' },
    })
  })

  test('[PROP-9] checks run both contents and say what changes in the outputs', async () => {
    const id = await open(bob)
    await space.edit(
      id,
      (document) => {
        const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
        const sql = steps.find(({ kind }) => kind === 'sql')
        if (sql) document.edit.setSetting(sql.id, 'sql', 'SELECT k FROM input_1')
      },
      bob,
    )
    const { body } = await space.call(ann, 'POST', `/proposals/${id}/checks`)
    expect(body).toMatchObject({
      problems: [],
      before: [{ name: 'totals', columns: [{ name: 'k' }, { name: 'total' }] }],
      after: [{ name: 'totals', columns: [{ name: 'k' }] }],
    })
    await space.edit(
      id,
      (document) => {
        const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
        const output = steps.find(({ kind }) => kind === 'output')
        if (output) document.edit.removeSteps([output.id])
      },
      bob,
    )
    const broken = await space.call(ann, 'POST', `/proposals/${id}/checks`)
    expect(broken.body).toMatchObject({
      problems: [{ code: 'release.no-output' }, { code: 'release.widget-broken' }],
      after: [],
    })
  })

  test('[PROP-11] organisations are told which reviews are wanted of them, until they have spoken of the content as it is', async () => {
    const wanted = async (who: string, id: string) => {
      const { body } = await space.call(who, 'GET', '/wanted-reviews')
      const found = body as unknown as { id: string; isVoid: boolean }[]
      return found.find((one) => one.id === id)?.isVoid
    }
    const listed = async (id: string) => {
      const { body } = await space.call(ann, 'GET', `/workspaces/${workspace}/proposals`)
      return (body as unknown as Page[]).find((one) => one.id === id)?.reviews
    }
    const id = await open(bob)
    await set(id, 'v > 20', bob)
    expect([await wanted(ann, id), await wanted(bob, id), await wanted(una, id)]).toEqual([
      false,
      undefined,
      undefined,
    ])
    await review(ann, id)
    expect(await wanted(ann, id)).toBeUndefined()
    expect(await listed(id)).toMatchObject([{ verdict: 'approved', isCurrent: true }])
    await set(id, 'v > 21', bob)
    expect(await wanted(ann, id)).toBe(true)
    expect(await listed(id)).toMatchObject([{ verdict: 'approved', isCurrent: false }])
    const asked = await open(ann, ['og_build00002'])
    expect([await wanted(ann, asked), await wanted(bob, asked)]).toEqual([undefined, false])
    await space.call(ann, 'POST', `/proposals/${asked}/closing`, { reason: '' })
    expect(await wanted(bob, asked)).toBeUndefined()
  })

  test('[PROP-12] a thread about a proposal stays in its own workspace', async () => {
    const id = await open(bob)
    const other = await startWorkspace(space)
    const start = (of: string, nth: number) =>
      space.call(ann, 'POST', `/workspaces/${of}/threads`, {
        id: `th_aaaaaaaaa${nth}`,
        anchor: { kind: 'proposal', proposal: id },
        subject: 'Count late ones only',
        comment: { id: `cm_aaaaaaaaa${nth}`, text: 'Why?' },
      })
    expect((await start(other, 1)).body.code).toBe('proposal.not-found')
    expect(await start(workspace, 2)).toMatchObject({
      status: 200,
      body: { anchor: { proposal: id } },
    })
  })

  test('[PROP-12] a thread begun inside a fork belongs to the workspace, and names a proposal of it and no other', async () => {
    const id = await open(bob)
    const other = await startWorkspace(space)
    const start = (of: string, nth: number, kind: object) =>
      space.call(ann, 'POST', `/workspaces/${of}/threads`, {
        id: `th_bbbbbbbbb${nth}`,
        anchor: { ...kind, proposal: id },
        subject: 'Late ones',
        comment: { id: `cm_bbbbbbbbb${nth}`, text: 'Only here?' },
      })
    const places = [
      { kind: 'step', step: 'st_onlyinfork' },
      { kind: 'column', step: 'st_onlyinfork', column: 'v' },
      { kind: 'row', step: 'st_onlyinfork', cells: [{ column: 'v', text: '1' }] },
      { kind: 'sql', step: 'st_onlyinfork', start: 'AA', end: 'AB' },
      { kind: 'page', page: 'pg_aaaaaaaaaa' },
      { kind: 'widget', widget: 'wi_aaaaaaaaaa' },
    ]
    for (const [nth, place] of places.entries()) {
      expect((await start(other, nth, place)).body.code).toBe('proposal.not-found')
      expect((await start(workspace, nth, place)).body.anchor).toEqual({ ...place, proposal: id })
    }
    const read = await space.call(bob, 'GET', `/workspaces/${workspace}/discussion?since=0`)
    for (const place of places)
      expect(read.body.threads).toContainEqual(
        expect.objectContaining({ anchor: { ...place, proposal: id } }),
      )
  })

  test('[PROP-10] only who proposed it, or who may merge, closes a proposal', async () => {
    const id = await open(ann)
    await role('commenter')
    const closing = await space.call(bob, 'POST', `/proposals/${id}/closing`, { reason: 'no' })
    expect(closing.body.code).toBe('proposal.yours-to-merge')
    expect(await look(id, bob)).toMatchObject({ mayClose: false })
    await role('editor')
    expect(
      (await space.call(ann, 'POST', `/proposals/${id}/closing`, { reason: 'no' })).status,
    ).toBe(200)
    expect(await look(id)).toMatchObject({ state: 'closed', settled: { reason: 'no' } })
  })
})
