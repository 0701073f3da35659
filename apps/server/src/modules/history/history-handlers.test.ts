import type { StepId } from '@weft/pipeline-model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { divideShares } from './divide-shares.ts'

const [ann, bob, una] = ['ann@og_build00001', 'bob@og_build00002', 'una@og_users00001']

interface Shown {
  readonly number: number
  readonly kind: string
  readonly title: { en?: string }
  readonly by: { id: string } | null
  readonly restoredFrom: number | null
  readonly changes: readonly {
    change: string
    type: string
    id: string
    kind: string | null
    fields: string[]
    by: { id: string } | null
  }[]
}

describe('the history of a workspace', () => {
  let space: TestSpace
  let workspace: string
  let filter: StepId

  const versions = async (who = ann) =>
    (await space.call(who, 'GET', `/workspaces/${workspace}/versions`)).body as unknown as Shown[]
  const path = (rest: string) => `/workspaces/${workspace}/${rest}`

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
  }, 60_000)
  afterAll(() => space.close())

  test('[HIST-1] begins with what the workspace was started with', async () => {
    expect(await versions()).toMatchObject([{ number: 1, kind: 'started', by: { id: 'ann' } }])
  })

  test('[HIST-2] a pause makes a version that says who changed what', async () => {
    await space.edit(
      workspace,
      ({ edit }) => {
        filter = edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
      },
      ann,
    )
    await space.edit(workspace, ({ edit }) => edit.setSetting(filter, 'expression', 'v > 1'), bob)
    await space.settleVersions()
    const [newest] = await versions()
    expect(newest).toMatchObject({ number: 2, kind: 'automatic', by: null })
    expect(newest?.changes).toMatchObject([
      { change: 'added', type: 'step', id: filter, kind: 'filter', by: { id: 'ann' } },
    ])
    await space.edit(workspace, ({ edit }) => edit.setSetting(filter, 'expression', 'v > 2'), bob)
    await space.settleVersions()
    expect((await versions())[0]?.changes).toMatchObject([
      { change: 'changed', fields: ['setting.expression'], by: { id: 'bob' } },
    ])
  })

  test('[HIST-3] moves alone make no version', async () => {
    const before = await versions()
    await space.edit(workspace, ({ edit }) => edit.moveSteps({ [filter]: { x: 90, y: 9 } }), bob)
    await space.settleVersions()
    expect(await versions()).toEqual(before)
  })

  test('[HIST-4] a version holds the whole content of its moment', async () => {
    const { body } = await space.call(bob, 'GET', path('versions/2'))
    const content = body.content as { pipelines: { steps: Record<string, unknown> }[] }
    expect(content.pipelines[0]?.steps[filter]).toMatchObject({ settings: { expression: 'v > 1' } })
    const missing = await space.call(ann, 'GET', path('versions/99'))
    expect(missing).toMatchObject({ status: 404, body: { code: 'version.not-found' } })
  })

  test('[HIST-7] whoever may edit names versions; a new name does not erase the old one', async () => {
    const unnamed = await space.call(ann, 'POST', path('versions'), {
      title: { en: '  ' },
      restoredFrom: null,
    })
    expect(unnamed).toMatchObject({ status: 422, body: { code: 'version.needs-name' } })
    const kept = await space.call(bob, 'POST', path('versions'), {
      title: { en: 'Before the review' },
      restoredFrom: null,
    })
    expect(kept.body).toMatchObject({
      kind: 'named',
      title: { en: 'Before the review' },
      by: { id: 'bob' },
    })
    const renamed = await space.call(ann, 'POST', path('versions/2/names'), {
      title: { en: 'First filter' },
    })
    expect(renamed.body).toMatchObject({ number: 2, title: { en: 'First filter' } })
    await space.call(ann, 'POST', path('versions/2/names'), { title: { en: 'Filter' } })
    const names = await space.store
      .selectFrom('version_name')
      .select('title')
      .where('number', '=', 2)
      .execute()
    expect(names).toHaveLength(2)
  })

  test('[HIST-10] a version that restored an older one says which', async () => {
    const restored = await space.call(ann, 'POST', path('versions'), { title: {}, restoredFrom: 2 })
    expect(restored.body).toMatchObject({ kind: 'restored', restoredFrom: 2, by: { id: 'ann' } })
    const refused = await space.call(ann, 'POST', path('versions'), { title: {}, restoredFrom: 77 })
    expect(refused.body.code).toBe('version.not-found')
  })

  test('[HIST-11] history is only added to, whoever asks the store', async () => {
    const update = space.store.updateTable('version').set({ kind: 'named' }).execute()
    await expect(update).rejects.toThrow('only ever added')
    const rename = space.store.updateTable('version_name').set({ title: '{}' }).execute()
    await expect(rename).rejects.toThrow('only ever added')
  })

  test('[HIST-12] nobody outside sees or makes any of it', async () => {
    const reads = ['versions', 'versions/1', 'writers', 'contributions', 'activity']
    for (const read of reads) {
      const answer = await space.call(una, 'GET', path(read))
      expect(answer).toMatchObject({ status: 404, body: { code: 'workspace.not-found' } })
      expect((await space.call(null, 'GET', path(read))).status).toBe(401)
    }
    const made = await space.call(una, 'POST', path('versions'), {
      title: { en: 'Mine' },
      restoredFrom: null,
    })
    expect(made.status).toBe(404)
  })

  test('[HIST-12] readers see all of it and make none', async () => {
    const role = await space.call(ann, 'PUT', path('organisations/og_build00002'), {
      role: 'viewer',
    })
    expect(role.status).toBe(200)
    expect(await versions(bob)).toEqual(await versions(ann))
    const body = { title: { en: 'Mine' }, restoredFrom: null }
    for (const target of ['versions', 'versions/2/names']) {
      const answer = await space.call(bob, 'POST', path(target), body)
      expect(answer).toMatchObject({ status: 403, body: { code: 'workspace.read-only' } })
    }
    await space.call(ann, 'PUT', path('organisations/og_build00002'), { role: 'editor' })
  })

  test('[HIST-5] the writers of the document are those the server saw', async () => {
    const { body } = await space.call(ann, 'GET', path('writers'))
    const writers = body as unknown as { client: number; by: { id: string } }[]
    expect(new Set(writers.map(({ by }) => by.id))).toEqual(new Set(['ann', 'bob']))
  })

  test('[HIST-9] contributions count what is left and sum to the whole', async () => {
    const { body } = await space.call(bob, 'GET', path('contributions'))
    const { people, organisations } = body as unknown as {
      people: { by: { id: string }; share: number; steps: number; settings: number }[]
      organisations: { organisation: { id: string }; share: number }[]
    }
    const share = (id: string) => people.find(({ by }) => by.id === id)
    expect(share('ann')).toMatchObject({ steps: 1 })
    expect(share('bob')).toMatchObject({ steps: 0, settings: 1 })
    expect(people.reduce((sum, each) => sum + each.share, 0)).toBe(10_000)
    expect(organisations.map(({ organisation }) => organisation.id)).toEqual([
      'og_build00001',
      'og_build00002',
    ])
  })

  test('[HIST-13] a release is a version named after it, with exactly the released content', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, ({ edit }) => edit.removeSteps([filter]), ann)
    const published = await space.call(ann, 'POST', path('releases'), {
      version: '1.0.0',
      notes: { en: 'First' },
      settles: [],
    })
    expect(published.status).toBe(200)
    expect((await versions())[0]).toMatchObject({ kind: 'released', title: { en: '1.0.0' } })
  })

  test('[HIST-14] the feed tells changes by person and what else happened, newest first', async () => {
    const { body } = await space.call(bob, 'GET', path('activity'))
    const feed = body as unknown as {
      at: string
      by: { id: string } | null
      event: string | null
      changes: unknown[]
    }[]
    expect(feed.map(({ at }) => at)).toEqual(
      feed
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    const events = feed.map(({ event }) => event)
    expect(events).toContain('workspace.joined')
    expect(events).toContain('release.published')
    expect(events).toContain('version.named')
    const bobs = feed.filter(({ by, changes }) => by?.id === 'bob' && changes.length > 0)
    expect(bobs.length).toBeGreaterThan(0)
  })
})

test('[HIST-9] shares sum to the whole whatever the points', () => {
  expect(divideShares([1, 1, 1])).toEqual([3334, 3333, 3333])
  expect(divideShares([0, 0])).toEqual([0, 0])
  expect(divideShares([7])).toEqual([10_000])
  expect(divideShares([0.05, 99.95]).reduce((sum, each) => sum + each, 0)).toBe(10_000)
})
