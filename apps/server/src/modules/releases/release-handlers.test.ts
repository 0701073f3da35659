import { tableFromIPC } from '@uwdata/flechette'
import { firstStatements } from '@weft/app-runtime'
import { readBundle, statementHash } from '@weft/release-model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'
import { verifyChain } from '../audit/index.ts'

const ann = 'ann@og_build00001'
const una = 'una@og_users00001'

describe('releases', () => {
  let space: TestSpace
  let workspace: string

  beforeAll(async () => {
    space = await openTestSpace()
  }, 60_000)
  beforeEach(async () => {
    workspace = await startWorkspace(space)
  })
  afterAll(() => space.close())

  const publish = (version: string, who = ann) =>
    space.call(who, 'POST', `/workspaces/${workspace}/releases`, {
      version,
      notes: { en: 'Notes' },
      settles: [],
    })
  const problems = async () => {
    const { body } = await space.call(ann, 'GET', `/workspaces/${workspace}/release-preview`)
    return (body.problems as { code: string }[]).map(({ code }) => code)
  }

  test('[REL-10] a release carries what the native engine made of the stored document', async () => {
    await buildProduct(space, workspace)
    const published = await publish('1.0.0')
    expect(published.body).toMatchObject({
      version: '1.0.0',
      outputs: [{ name: 'totals', rows: 2 }],
      datasets: [{ id: 'test.table', attribution: 'Bob’s data' }],
      publishedBy: { id: 'ann' },
    })
    const { bytes } = await space.call(una, 'GET', `/releases/${String(published.body.id)}/bundle`)
    const bundle = readBundle(bytes)
    if (!bundle.ok) throw new Error(bundle.failure.code)
    expect(bundle.value.contentHash).toBe(published.body.contentHash)
    expect(bundle.value.manifest.outputs[0]?.schema).toEqual([
      { name: 'k', type: 'VARCHAR' },
      { name: 'total', type: 'BIGINT' },
    ])
    expect(bundle.value.manifest.contributors.map(({ id }) => id)).toEqual([
      'og_build00001',
      'og_build00002',
    ])
    const store = await space.call(null, 'GET', '/store?words=together')
    expect(store.body[0]).toMatchObject({ latest: { version: '1.0.0' }, score: { value: null } })
    expect((await verifyChain(space.store)).holds).toBe(true)
  })

  test('[REL-4] a release carries the answers to everything its app asks at first', async () => {
    await buildProduct(space, workspace)
    const published = await publish('1.0.0')
    const { bytes } = await space.call(una, 'GET', `/releases/${String(published.body.id)}/bundle`)
    const bundle = readBundle(bytes)
    if (!bundle.ok) throw new Error(bundle.failure.code)
    const { app, answers, manifest, results } = bundle.value
    const outputs = Object.fromEntries(manifest.outputs.map((one) => [one.name, one]))
    const asked = firstStatements(app, outputs).map(({ sql }) => statementHash(sql))
    expect(asked.length).toBeGreaterThan(0)
    expect([...answers.keys()].sort()).toEqual([...asked].sort())
    const tables = [...answers.values()].map((answer) => tableFromIPC(answer).toArray())
    const rows = tableFromIPC(results.get('totals') ?? new Uint8Array()).toArray()
    expect(rows).toHaveLength(2)
    expect(tables).toContainEqual(rows)
  })

  test('[REL-20] nothing with a widget whose numbers cannot be computed', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const page = document.read().app.pages[0]?.id
      const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
      const sql = steps.find(({ kind }) => kind === 'sql')
      const text = sql ? document.stepSql(sql.id) : null
      text?.delete(0, text.length)
      text?.insert(
        0,
        'SELECT k, 170000000000000000000000000000000000000::HUGEINT AS total FROM input_1',
      )
      if (!page) throw new Error('no page')
      const measure = { function: 'sum', column: 'total' } as const
      const place = { x: 0, y: 20 }
      document.edit.addWidget({ page, kind: 'kpi', place, settings: { output: 'totals', measure } })
    })
    expect(await problems()).toEqual(['release.widget-failed'])
    expect((await publish('1.0.0')).body.code).toBe('release.widget-failed')
  })

  test('[REL-11] its scenario is delivered', async () => {
    await buildProduct(space, workspace)
    await publish('1.0.0')
    const { body } = await space.call(ann, 'GET', `/workspaces/${workspace}`)
    const scenario = (body.scenario as { id: string }).id
    expect((await space.call(ann, 'GET', `/scenarios/${scenario}`)).body.state).toBe('delivered')
  })

  test('[REL-12] versions only grow, and two people publishing at once make one release', async () => {
    await buildProduct(space, workspace)
    const both = await Promise.all([publish('1.0.0'), publish('1.0.0', 'bob@og_build00002')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await publish('1.0.0')).body.code).toBe('release.version-used')
    expect((await publish('0.9.0')).body.code).toBe('release.version-not-newer')
    expect((await publish('1.0')).status).toBe(400)
  })

  test('[REL-13] only the team publishes and previews', async () => {
    await buildProduct(space, workspace)
    expect((await publish('1.0.0', una)).body.code).toBe('workspace.not-found')
    const preview = await space.call(una, 'GET', `/workspaces/${workspace}/release-preview`)
    expect(preview.body.code).toBe('workspace.not-found')
  })

  test('[REL-14] nothing without an output and without anything to show', async () => {
    expect(await problems()).toEqual(['release.no-output', 'release.app-empty'])
    expect((await publish('1.0.0')).body.code).toBe('release.no-output')
  })

  test('[REL-15] nothing with a broken step, however it is broken', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
      const sql = steps.find(({ kind }) => kind === 'sql')
      const text = sql ? document.stepSql(sql.id) : null
      text?.delete(0, text.length)
      text?.insert(0, 'SELECT nothing_like_it FROM input_1')
    })
    expect(await problems()).toContain('release.step-broken')
    expect((await publish('1.0.0')).status).toBe(409)
  })

  test('[REL-16] nothing with a step that fails only when it runs', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
      const sql = steps.find(({ kind }) => kind === 'sql')
      const text = sql ? document.stepSql(sql.id) : null
      text?.delete(0, text.length)
      text?.insert(0, 'SELECT k, CAST(k AS INTEGER) AS total FROM input_1')
    })
    expect(await problems()).toContain('release.step-failed')
  })

  test('[REL-17] nothing with a widget bound to what is not there', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const widget = Object.values(document.read().app.widgets)[0]
      if (widget) document.edit.setWidgetSetting(widget.id, 'output', 'gone')
    })
    expect(await problems()).toEqual(['release.widget-broken'])
  })

  test('[REL-18] nothing over a dataset that does not exist', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
      const source = steps.find(({ kind }) => kind === 'dataset')
      if (source) document.edit.setSetting(source.id, 'dataset', 'test.gone')
    })
    expect(await problems()).toContain('release.step-broken')
  })

  test('[REL-19] a statement cannot reach the server’s files', async () => {
    await buildProduct(space, workspace)
    await space.edit(workspace, (document) => {
      const steps = Object.values(document.read().pipelines[0]?.steps ?? {})
      const sql = steps.find(({ kind }) => kind === 'sql')
      const text = sql ? document.stepSql(sql.id) : null
      text?.delete(0, text.length)
      text?.insert(0, "SELECT content AS k FROM read_text('/etc/hostname')")
    })
    expect((await problems()).length).toBeGreaterThan(0)
    expect((await publish('1.0.0')).status).toBe(409)
  })
})
