import {
  chooseColumns,
  readingPace,
  readTableFile,
  typeTable,
  writeArrow,
  type ColumnChoice,
} from '@weft/table-files'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type TestSpace } from '../../testing/open-test-space.ts'

const [ann, bob, una] = ['ann@og_build00001', 'bob@og_build00002', 'una@og_users00001']
const pace = readingPace(undefined, () => undefined)
const text = 'k,v,day\na,1,2024-01-01\n"b, ""x""",,\n城,9007199254740993,1969-12-31\n'
const columns = [
  { name: 'k', type: 'VARCHAR' },
  { name: 'v', type: 'BIGINT' },
  { name: 'day', type: 'DATE' },
]

async function arrowOf(csv: string, types: Readonly<Record<string, string>> = {}) {
  const raw = await readTableFile({ name: 'a.csv', bytes: new TextEncoder().encode(csv) })
  if (!raw.ok) throw new Error(raw.failure.code)
  const choices = (await chooseColumns(raw.value, pace)).map((choice): ColumnChoice => ({
    ...choice,
    type: types[choice.name] ?? choice.type,
  }))
  const typed = await typeTable(raw.value, choices, pace)
  if (!typed.ok) throw new Error(typed.failure.code)
  return writeArrow(typed.value)
}

describe('tables of a workspace', () => {
  let space: TestSpace
  let workspace: string
  let other: string
  let arrow: Uint8Array
  let digest: string
  const path = (of: string, table = '') => `/workspaces/${of}/tables${table && `/${table}`}`

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
    other = await startWorkspace(space)
    arrow = await arrowOf(text)
    const added = await space.call(ann, 'POST', path(workspace), arrow)
    expect(added.body).toMatchObject({ rows: 3, columns })
    digest = String(added.body['digest'])
  }, 60_000)
  afterAll(() => space.close())

  test('[TABLE-1] an editor brings a table, and every organisation of the workspace reads it', async () => {
    for (const who of [ann, bob]) {
      const read = await space.call(who, 'GET', path(workspace, digest))
      expect(read.status).toBe(200)
      expect(new Uint8Array(read.bytes)).toEqual(arrow)
    }
    const again = await space.call(bob, 'POST', path(workspace), arrow)
    expect(again.body['digest']).toBe(digest)
  })

  test('[TABLE-2] nobody outside the workspace brings or reads one, and viewers bring none', async () => {
    for (const who of [una, null]) {
      const read = await space.call(who, 'GET', path(workspace, digest))
      expect(read.status).toBe(who === null ? 401 : 404)
      const sent = await space.call(who, 'POST', path(workspace), arrow)
      expect(sent.status).toBe(who === null ? 401 : 404)
    }
    const role = `/workspaces/${workspace}/organisations/og_build00002`
    await space.call(ann, 'PUT', role, { role: 'viewer' })
    const refused = await space.call(bob, 'POST', path(workspace), arrow)
    expect(refused.body.code).toBe('workspace.read-only')
    expect((await space.call(bob, 'GET', path(workspace, digest))).status).toBe(200)
    await space.call(ann, 'PUT', role, { role: 'editor' })
  })

  test('[TABLE-3] a table of one workspace is not in another, whoever knows its digest', async () => {
    const refused = await space.call(ann, 'GET', path(other, digest))
    expect(refused.body.code).toBe('table.not-found')
    const odd = await space.call(ann, 'GET', path(workspace, '..%2F..%2Fsecret'))
    expect(odd.status).toBe(400)
  })

  test.each([
    ['text', () => new TextEncoder().encode(text), 'table.unreadable'],
    ['a stream cut short', () => arrow.slice(0, -60), 'table.unreadable'],
    ['another format', () => new TextEncoder().encode('PAR1PAR1'), 'table.unreadable'],
    ['too much', () => new Uint8Array(33 * 1024 * 1024), 'upload.too-large'],
  ])(
    '[TABLE-4] what is no Arrow stream within the limits is refused: %s',
    async (_, make, code) => {
      const refused = await space.call(ann, 'POST', path(workspace), make())
      expect(refused.body.code).toBe(code)
    },
  )

  test('[TABLE-5] a release runs an upload step on the rows the browser has', async () => {
    await space.edit(workspace, (document) => {
      const { edit } = document
      const position = { x: 0, y: 0 }
      const table = { digest, fileName: 'sales.csv', rows: 3, columns }
      const upload = edit.addStep({ kind: 'upload', position, settings: { table } })
      const output = edit.addStep({ kind: 'output', position, settings: { name: 'rows' } })
      edit.connect({ from: upload, to: output, port: 'in' })
      const page = document.read().app.pages[0]?.id
      if (!page) throw new Error('The app has no page')
      edit.addWidget({ page, kind: 'table', place: { x: 0, y: 0 }, settings: { output: 'rows' } })
    })
    const built = await space.deps.build(workspace)
    if (!built.ok) throw new Error(built.failure.code)
    expect(built.value.problems).toEqual([])
    expect(built.value.outputs[0]?.bytes).toEqual(arrow)
    const draft = { version: '1.0.0', notes: { en: 'First' }, settles: [] }
    const path = `/workspaces/${workspace}/releases`
    expect((await space.call(ann, 'POST', path, draft)).status).toBe(200)
    const events = await space.store
      .selectFrom('audit_event')
      .selectAll()
      .where('event', '=', 'release.published')
      .execute()
    expect(JSON.stringify(events)).toContain(digest)
  })

  test('[TABLE-6] a step whose table is not in the workspace keeps it from being released', async () => {
    await space.edit(other, ({ edit }) => {
      const table = { digest, fileName: 'sales.csv', rows: 3, columns }
      const position = { x: 0, y: 0 }
      const upload = edit.addStep({ kind: 'upload', position, settings: { table } })
      const output = edit.addStep({ kind: 'output', position, settings: { name: 'rows' } })
      edit.connect({ from: upload, to: output, port: 'in' })
    })
    const built = await space.deps.build(other)
    if (!built.ok) throw new Error(built.failure.code)
    expect(built.value.problems).toMatchObject([
      { code: 'release.table-missing', args: { file: 'sales.csv' } },
    ])
  })

  test('[TABLE-7] a table sent for a dataset keeps the types it was given', async () => {
    const types = { code: 'VARCHAR', amount: 'DECIMAL(18,2)' }
    const typed = await arrowOf('code,amount\n7,1.5\n', types)
    const upload = await space.call(ann, 'POST', '/uploads/tables', typed)
    expect(upload.body).toMatchObject({
      columns: [
        { name: 'code', type: 'VARCHAR' },
        { name: 'amount', type: 'DECIMAL(18,2)' },
      ],
      firstRows: [['7', '1.50']],
    })
    const registered = await space.call(ann, 'POST', '/datasets', {
      upload: upload.body['id'],
      sector: 'city',
      title: { en: 'Codes' },
      description: {},
      licence: { spdx: 'CC0-1.0', statement: '', attribution: 'Ann' },
      columns: [],
    })
    expect(registered.body).toMatchObject({ rows: 1, columns: [{ type: 'VARCHAR' }, {}] })
  })
})
