import type { StepId } from '@weft/pipeline-model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { addDataset, readTableFile } from '../datasets/index.ts'
import { readPicture } from '../workspaces/index.ts'

const [ann, bob, una, uwe] = [
  'ann@og_build00001',
  'bob@og_build00002',
  'una@og_users00001',
  'uwe@og_users00002',
]

const licence = { spdx: 'CC-BY-4.0', statement: 'Name us.' }

interface Review {
  readonly contentHash: string
  readonly taken: readonly { step: StepId; source: string; columns: { name: string }[] }[]
  readonly literals: readonly { values: string[] }[]
}

interface ProposalLook {
  readonly contentHash: string
  readonly conflicts: readonly { id: string; kind: string }[]
  readonly base: object
  readonly merged: object
}

describe('templates', () => {
  let space: TestSpace
  let source: string
  let slot: StepId

  const review = async (workspace = source, who = ann) =>
    (await space.call(who, 'GET', `/workspaces/${workspace}/template-review`))
      .body as unknown as Review
  const make = async (more: object = {}, who = ann, workspace = source) =>
    space.call(who, 'POST', `/workspaces/${workspace}/templates`, {
      title: { en: 'Totals' },
      summary: {},
      notes: { en: 'First' },
      audience: 'space',
      licence,
      keep: [],
      contentHash: (await review(workspace, who)).contentHash,
      ...more,
    })
  const made = async (more: object = {}) => String((await make(more)).body.id)
  const fillsFor = (columns = { k: 'port', v: 'calls' }) => [
    {
      step: slot,
      dataset: 'other.table',
      columns: Object.entries(columns).map(([expected, column]) => ({ expected, column })),
    },
  ]
  const start = async (template: string, more: object = {}, who = una) => {
    const { body } = await space.call(who, 'GET', `/templates/${template}`)
    return space.call(who, 'POST', `/templates/${template}/workspaces`, {
      number: body['number'] ?? 1,
      title: { en: 'Mine' },
      scenario: null,
      invite: [],
      fills: fillsFor(),
      ...more,
    })
  }
  const started = async (template: string, more: object = {}, who = una) => {
    const answer = await start(template, more, who)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return String(answer.body['id'])
  }
  const contentOf = async (workspace: string) => {
    const picture = await readPicture(space.deps, workspace)
    if (!picture) throw new Error('no such workspace')
    return picture
  }
  const update = (workspace: string, who = una, fills: object[] = []) =>
    space.call(who, 'POST', `/workspaces/${workspace}/upstream/updates`, { fills })
  const upstream = async (workspace: string, who = una) =>
    (await space.call(who, 'GET', `/workspaces/${workspace}/upstream`)).body
  const look = async (proposal: unknown, who = una) =>
    (await space.call(who, 'GET', `/proposals/${String(proposal)}`)).body as unknown as ProposalLook
  const merge = async (proposal: unknown, who = una) =>
    space.call(who, 'POST', `/proposals/${String(proposal)}/merging`, {
      contentHash: (await look(proposal, who)).contentHash,
    })

  async function addOther(): Promise<void> {
    const { blobs, store } = space.deps
    const csv = 'port,calls,memo\nx,4\ny,6\ny,7\n'.replaceAll(/,(\d)$/gm, ',$1,secret')
    const address = await blobs.put(Buffer.from(csv))
    const table = await readTableFile(blobs.path(address), null)
    if (!table.ok) throw new Error(table.failure.code)
    await store.transaction().execute((transaction) =>
      addDataset(transaction, blobs, {
        id: 'other.table',
        sector: 'city',
        title: { en: 'Other' },
        description: {},
        owner: 'og_users00001',
        licence: { spdx: 'CC0-1.0', statement: '', attribution: '' },
        source: { name: '', publisher: '', derivation: {} },
        columns: table.value.schema.map((column) => {
          return { ...column, unit: null, description: {}, role: null }
        }),
        table: table.value,
        csv: address,
        sizeBytes: csv.length,
        person: null,
        at: new Date(0),
      }),
    )
  }

  beforeAll(async () => {
    space = await openTestSpace()
    await addOther()
  }, 120_000)
  beforeEach(async () => {
    source = await startWorkspace(space)
    await buildProduct(space, source)
    const steps = Object.values((await contentOf(source)).pipelines[0]?.steps ?? {})
    slot = steps.find(({ kind }) => kind === 'dataset')?.id ?? 'st_none000000'
  })
  afterAll(() => space.close())

  const setSql = (workspace: string, sql: string, who: string) =>
    space.edit(
      workspace,
      (document) => {
        const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
        const found = steps.find(({ kind }) => kind === 'sql')
        if (found) document.edit.setSetting(found.id, 'sql', sql)
      },
      who,
    )

  describe('making one', () => {
    test('[TPL-1] is the owner’s alone, and of exactly the content that was looked at', async () => {
      for (const [who, code] of [
        [bob, 'template.owner-only'],
        [una, 'workspace.not-found'],
        [null, 'request.sign-in-first'],
      ] as const) {
        const answer = await space.call(who, 'GET', `/workspaces/${source}/template-review`)
        expect(answer.body.code).toBe(code)
        const draft = {
          title: { en: 'x' },
          summary: {},
          notes: {},
          audience: 'space',
          licence,
          keep: [],
          contentHash: (await review()).contentHash,
        }
        const sent = await space.call(who, 'POST', `/workspaces/${source}/templates`, draft)
        expect(sent.body.code).toBe(code)
      }
      const { contentHash } = await review()
      await space.edit(source, ({ edit }) => edit.setAppTitle({ en: 'Unseen' }), bob)
      expect((await make({ contentHash })).body.code).toBe('template.changed')
    })

    test('[TPL-2] is seen by its audience and by nobody else', async () => {
      const id = await made({ audience: 'organisation' })
      const sees = async (who: string) => (await space.call(who, 'GET', `/templates/${id}`)).status
      const lists = async (who: string) => {
        const { body } = await space.call(who, 'GET', '/templates')
        return (body as unknown as { id: string }[]).some((one) => one.id === id)
      }
      const change = (who: string, audience: string) =>
        space.call(who, 'PUT', `/templates/${id}/audience`, { audience })
      expect([await sees(ann), await sees(bob), await sees(una)]).toEqual([200, 404, 404])
      expect([await lists(ann), await lists(bob)]).toEqual([true, false])
      expect((await start(id, { number: 1 })).body.code).toBe('template.not-found')
      expect((await change(una, 'space')).body.code).toBe('template.not-found')
      expect((await change(ann, 'space')).status).toBe(200)
      expect([await sees(bob), await sees(una)]).toEqual([200, 200])
      expect((await change(bob, 'nobody')).body.code).toBe('template.owner-only')
      expect((await change(ann, 'nobody')).status).toBe(200)
      expect([await sees(ann), await sees(una)]).toEqual([200, 404])
    })

    test('[TPL-3] no data, no dataset and nothing of the past goes along', async () => {
      await space.edit(
        source,
        ({ edit }) => {
          const position = { x: 0, y: 0 }
          const gone = edit.addStep({ kind: 'filter', position })
          edit.setSetting(gone, 'expression', "name = 'Deleted Secret'")
          edit.removeSteps([gone])
        },
        ann,
      )
      const workspace = await started(await made(), { fills: [] })
      const text = JSON.stringify(await contentOf(workspace))
      expect(text).not.toContain('test.table')
      const stored = await space.deps.log.load(workspace)
      const bytes = Buffer.concat([
        Buffer.from(stored?.snapshot ?? []),
        ...(stored?.updates ?? []).map((one) => Buffer.from(one)),
      ])
      expect(bytes.length).toBeGreaterThan(100)
      expect(bytes.includes('Deleted Secret')).toBe(false)
      const members = await space.call(una, 'GET', `/workspaces/${workspace}/versions`)
      expect(members.body).toHaveLength(1)
    })

    test('[TPL-3] a written table stays only by explicit choice, and nothing else can', async () => {
      let table: StepId = 'st_none000000'
      await space.edit(
        source,
        ({ edit }) => {
          table = edit.addStep({
            kind: 'table',
            position: { x: 0, y: 100 },
            settings: {
              columns: [{ id: 'it_c000000000', name: 'limit_h', type: 'INTEGER' }],
              rows: [{ id: 'it_r000000000', cells: { it_c000000000: '271828' } }],
            },
          })
        },
        ann,
      )
      expect((await review()).taken).toMatchObject([
        { source: 'dataset', rows: null },
        { source: 'table', rows: 1 },
      ])
      expect((await make({ keep: [slot] })).body.code).toBe('template.not-kept')
      expect((await make({ keep: ['st_nowhere000'] })).body.code).toBe('template.not-kept')
      const without = await started(await made())
      expect(JSON.stringify(await contentOf(without))).not.toContain('271828')
      const kept = await started(await made({ keep: [table] }))
      expect(JSON.stringify(await contentOf(kept))).toContain('271828')
    })

    test('[TPL-11] versions are numbered and never rewritten', async () => {
      const id = await made()
      expect(await made({ notes: { en: 'Second' } })).toBe(id)
      const { body } = await space.call(una, 'GET', `/templates/${id}`)
      expect(body).toMatchObject({ number: 2, versions: [{ number: 2 }, { number: 1 }] })
      const rewrite = space.store.updateTable('template_version').set({ number: 9 })
      await expect(rewrite.where('template', '=', id).execute()).rejects.toThrow(/only ever added/)
      await expect(
        space.store.deleteFrom('template_version').where('template', '=', id).execute(),
      ).rejects.toThrow(/only ever added/)
      expect((await start(id, { number: 1 })).body.code).toBe('template.newer')
    })

    test('[TPL-12] its terms are shown, and kept with what is made from it', async () => {
      const id = await made()
      expect((await space.call(una, 'GET', `/templates/${id}`)).body).toMatchObject({ licence })
      const { body } = await space.call(una, 'GET', `/workspaces/${await started(id)}`)
      expect(body).toMatchObject({ origins: [{ licence }] })
    })
  })

  describe('starting from one', () => {
    test('[TPL-5] matches are checked: needed ones, columns of the dataset, slots of the template', async () => {
      const id = await made()
      const code = async (fills: object[]) => (await start(id, { fills })).body
      const [fill] = fillsFor()
      expect(await code(fillsFor({ k: 'port' } as never))).toMatchObject({
        code: 'template.column-unmatched',
        args: { column: 'v' },
      })
      expect((await code(fillsFor({ k: 'nope', v: 'calls' }))).code).toBe('template.column-unknown')
      expect((await code([{ ...fill, step: 'st_nowhere000' }])).code).toBe('template.no-slot')
      expect((await code([{ ...fill, dataset: 'no.where' }])).code).toBe('template.no-dataset')
    })

    test('[TPL-6] the outputs are what the other dataset holds, under the names of the template', async () => {
      const workspace = await started(await made())
      const { pipelines } = await contentOf(workspace)
      const select = Object.values(pipelines[0]?.steps ?? {}).find(({ kind }) => kind === 'select')
      expect(select?.settings).toMatchObject({
        columns: [
          { column: 'port', name: 'k' },
          { column: 'calls', name: 'v' },
        ],
      })
      const built = await space.deps.build(workspace, await contentOf(workspace))
      if (!built.ok) throw new Error(built.failure.code)
      expect(built.value.problems).toEqual([])
      expect(built.value.outputs).toMatchObject([
        { name: 'totals', rows: 2, schema: [{ name: 'k' }, { name: 'total' }] },
      ])
      expect(Object.keys((await contentOf(workspace)).app.widgets)).toHaveLength(1)
    })

    test('[TPL-8] what it was made from is shown with who made it, chained, and stays', async () => {
      const first = await started(await made())
      const second = await make({ title: { en: 'Again' } }, una, first)
      expect(second.status).toBe(200)
      const last = await started(String(second.body.id), { fills: [] }, uwe)
      const { body } = await space.call(uwe, 'GET', `/workspaces/${last}`)
      expect(body).toMatchObject({
        origins: [
          { title: { en: 'Again' }, by: { id: 'una', organisation: { id: 'og_users00001' } } },
          { title: { en: 'Totals' }, by: { id: 'ann' }, version: 1 },
        ],
      })
      await expect(
        space.store
          .updateTable('workspace_origin')
          .set({ by_person: 'una' })
          .where('workspace', '=', first)
          .execute(),
      ).rejects.toThrow(/only ever added/)
      await expect(
        space.store.deleteFrom('workspace_origin').where('workspace', '=', first).execute(),
      ).rejects.toThrow(/only ever added/)
    })

    test('[TPL-7] a copy is for editors, and files go along only with the owner', async () => {
      const copy = (who: string, takeFiles = false) =>
        space.call(who, 'POST', `/workspaces/${source}/copies`, {
          title: { en: 'Copy' },
          scenario: null,
          invite: [],
          takeFiles,
        })
      const role = (name: string) =>
        space.call(ann, 'PUT', `/workspaces/${source}/organisations/og_build00002`, { role: name })
      expect((await copy(una)).body.code).toBe('workspace.not-found')
      await role('commenter')
      expect((await copy(bob)).body.code).toBe('template.copy-not-allowed')
      await role('editor')
      expect((await copy(bob, true)).body.code).toBe('template.files-owner-only')
      const copied = await copy(bob)
      expect(copied.status).toBe(200)
      const text = JSON.stringify(await contentOf(String(copied.body['id'])))
      expect(text).toContain('test.table')
      const { body } = await space.call(bob, 'GET', `/workspaces/${String(copied.body['id'])}`)
      expect(body).toMatchObject({ origins: [{ kind: 'workspace', by: { id: 'ann' } }] })
    })
  })

  describe('updating from upstream', () => {
    test('[TPL-9] a newer version comes as a proposal with only what upstream changed; merged, it is the next base', async () => {
      const id = await made()
      const workspace = await started(id)
      expect(await upstream(workspace)).toMatchObject({ state: 'same', base: 1 })
      expect((await update(workspace)).body.code).toBe('template.nothing-newer')
      await space.edit(workspace, ({ edit }) => edit.setAppTitle({ en: 'Our own title' }), una)
      await setSql(source, 'SELECT k, max(v) AS total FROM input_1 GROUP BY k ORDER BY k', ann)
      await made({ notes: { en: 'The largest' } })
      expect(await upstream(workspace)).toMatchObject({ state: 'newer', latest: 2, slots: [] })
      const opened = await update(workspace)
      expect(opened.status).toBe(200)
      expect((await update(workspace)).body.code).toBe('template.update-open')
      const page = await look(opened.body['proposal'])
      expect(page).toMatchObject({
        title: { en: 'Update from “Totals”, version 2' },
        reason: { en: 'The largest' },
        conflicts: [],
        hindrances: [],
      })
      expect((await merge(opened.body['proposal'])).status).toBe(200)
      const picture = await contentOf(workspace)
      expect(JSON.stringify(picture)).toContain('max(v)')
      expect(picture.app.title).toEqual({ en: 'Our own title' })
      const built = await space.deps.build(workspace, picture)
      expect(built.ok ? built.value.problems : built).toEqual([])
      expect(await upstream(workspace)).toMatchObject({ state: 'same', base: 2 })
    })

    test('[TPL-9] a setting changed on both sides is a conflict of the proposal', async () => {
      const workspace = await started(await made())
      const rename = (where: string, name: string, who: string) =>
        space.edit(
          where,
          (document) => {
            const [widget] = Object.values(document.read().app.widgets)
            if (widget) document.edit.setWidgetTitle(widget.id, { en: name })
          },
          who,
        )
      await rename(workspace, 'Ours', una)
      await rename(source, 'Theirs', ann)
      await made()
      const opened = await update(workspace)
      const page = await look(opened.body['proposal'])
      expect(page.conflicts).toMatchObject([
        { kind: 'both-changed', ours: 'Ours', theirs: 'Theirs' },
      ])
      expect((await merge(opened.body['proposal'])).body.code).toBe('proposal.conflicts-open')
    })

    test('[TPL-9] a closed update can be opened again; one that brings nothing is taken at once', async () => {
      const workspace = await started(await made())
      const sql = 'SELECT k, min(v) AS total FROM input_1 GROUP BY k ORDER BY k'
      await setSql(source, sql, ann)
      await made()
      const first = await update(workspace)
      await space.call(una, 'POST', `/proposals/${String(first.body['proposal'])}/closing`, {
        reason: 'Later',
      })
      expect(await upstream(workspace)).toMatchObject({ state: 'newer', proposal: null })
      await setSql(workspace, sql, una)
      const again = await update(workspace)
      expect(again).toMatchObject({ status: 200, body: { proposal: null } })
      expect(await upstream(workspace)).toMatchObject({ state: 'same', base: 2 })
    })

    test('[TPL-5] a new slot of a newer version is filled with the update', async () => {
      const workspace = await started(await made())
      let second: StepId = 'st_none000000'
      await space.edit(
        source,
        ({ edit }) => {
          const settings = { dataset: 'test.table' }
          second = edit.addStep({ kind: 'dataset', position: { x: 0, y: 200 }, settings })
        },
        ann,
      )
      await made()
      expect(await upstream(workspace)).toMatchObject({ slots: [{ step: second, filled: null }] })
      const [fill] = fillsFor()
      const opened = await update(workspace, una, [{ ...fill, step: second }])
      expect(opened.status).toBe(200)
      await merge(opened.body['proposal'])
      const steps = (await contentOf(workspace)).pipelines[0]?.steps
      expect(steps?.[second]?.settings).toEqual({ dataset: 'other.table' })
    })

    test('[TPL-10] upstream the caller may no longer see gives nothing, but stays named', async () => {
      const id = await made()
      const workspace = await started(id)
      await setSql(source, 'SELECT k AS hidden_now FROM input_1', ann)
      await made()
      await space.call(ann, 'PUT', `/templates/${id}/audience`, { audience: 'organisation' })
      const shown = await upstream(workspace)
      expect(shown).toMatchObject({ state: 'hidden', latest: null, slots: [], notes: {} })
      const refused = await update(workspace)
      expect(refused).toMatchObject({ status: 404, body: { code: 'template.no-upstream' } })
      const { body } = await space.call(una, 'GET', `/workspaces/${workspace}`)
      expect(body).toMatchObject({ origins: [{ title: { en: 'Totals' }, template: null }] })
      expect(JSON.stringify(await contentOf(workspace))).not.toContain('hidden_now')
    })

    test('[TPL-10] a workspace that was copied is looked at with the rights of now', async () => {
      const copied = await space.call(bob, 'POST', `/workspaces/${source}/copies`, {
        title: { en: 'Copy' },
        scenario: null,
        invite: [],
        takeFiles: false,
      })
      const workspace = String(copied.body['id'])
      expect(await upstream(workspace, bob)).toMatchObject({ state: 'same' })
      await setSql(source, 'SELECT k AS renamed FROM input_1', ann)
      expect(await upstream(workspace, bob)).toMatchObject({ state: 'newer' })
      await space.call(ann, 'DELETE', `/workspaces/${source}/organisations/og_build00002`)
      expect(await upstream(workspace, bob)).toMatchObject({ state: 'hidden' })
      expect((await update(workspace, bob)).body.code).toBe('template.no-upstream')
    })

    test('[TPL-9] is for editors: commenters and strangers are refused', async () => {
      const workspace = await started(await made(), { invite: ['og_build00002'] })
      await space.call(bob, 'POST', `/workspaces/${workspace}/joining`)
      await space.call(una, 'PUT', `/workspaces/${workspace}/organisations/og_build00002`, {
        role: 'commenter',
      })
      await setSql(source, 'SELECT 1 AS k', ann)
      await made()
      expect((await update(workspace, bob)).body.code).toBe('template.update-not-allowed')
      expect((await update(workspace, uwe)).body.code).toBe('workspace.not-found')
      expect((await update(source, ann)).body.code).toBe('template.no-upstream')
      const both = await Promise.all([update(workspace), update(workspace)])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    })
  })
})
