import fc from 'fast-check'
import { stepKinds } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rootsOf } from './document-shape.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import { seededRandom, writeWorkspacePicture } from './testing.ts'

const junk = [
  null,
  true,
  NaN,
  Infinity,
  -1,
  '',
  'x'.repeat(300_000),
  [],
  {},
  [[]],
  { x: 'a' },
  { from: 'st_aaaaaaaaaa', to: 'st_aaaaaaaaaa', port: 'in', order: '' },
  { x: 1e99, y: 0 },
  new Uint8Array(3),
  'sql',
  'text',
  'pg_aaaaaaaaaa',
] as const
const keys = [
  '__proto__',
  'constructor',
  '',
  'kind',
  'title',
  'settings',
  'steps',
  'edges',
  'positions',
  'order',
  'page',
  'place',
  'removed',
  'sql',
  'by',
  'conditions',
  'text',
  'en',
  'zh',
  'format',
  'summary',
  'subflow',
  'values',
  'pl_aaaaaaaaaa',
  'st_aaaaaaaaaa',
  'ed_aaaaaaaaaa',
  'it_aaaaaaaaaa',
  'pg_aaaaaaaaaa',
  'wi_aaaaaaaaaa',
] as const

function fill(map: Y.Map<unknown>, random: () => number, depth: number): void {
  for (let count = 0; count < 6; count++) {
    const key = keys[Math.floor(random() * keys.length)] ?? ''
    const kind = random()
    if (kind < 0.4 && depth > 0) {
      const inner = new Y.Map<unknown>()
      map.set(key, inner)
      fill(inner, random, depth - 1)
    } else if (kind < 0.5) map.set(key, new Y.Array())
    else if (kind < 0.6) map.set(key, new Y.Text('SELECT'))
    else if (kind < 0.65) map.set(key, new Y.XmlText('<b>'))
    else if (kind < 0.75) map.set(key, stepKinds[Math.floor(random() * stepKinds.length)])
    else map.set(key, junk[Math.floor(random() * junk.length)])
  }
}

test('[DOC-4] no content whatever makes reading or editing throw', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const random = seededRandom(seed)
      const doc = writeWorkspacePicture()
      const editor = openWorkspaceDocument(doc, { random })
      doc.transact(() => {
        const { meta, pipelines, app, pages, widgets } = rootsOf(doc)
        for (const root of [meta, pipelines, app, pages, widgets]) {
          fill(root, random, 4)
          for (const key of [...root.keys()]) {
            const inner = root.get(key)
            if (inner instanceof Y.Map) fill(inner as Y.Map<unknown>, random, 3)
          }
        }
      })
      const picture = editor.read()
      expect(JSON.stringify(picture)).toContain('notices')
      expect(Object.prototype).not.toHaveProperty('settings')
      const page = editor.edit.addPage({ en: 'Still works' }, null)
      editor.edit.addWidget({ page, kind: 'kpi', place: { x: 0, y: 0 } })
      editor.edit.setAppTitle({ en: 'Still works' })
      editor.edit.removePage(page)
      editor.undo.undo()
      editor.read()
      editor.dispose()
    }),
    { numRuns: 300, seed: 7 },
  )
})

test('[DOC-4] an unreadable setting is replaced by the initial one, and said', () => {
  const doc = writeWorkspacePicture()
  const editor = openWorkspaceDocument(doc, { random: seededRandom(3) })
  const step = editor.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  const steps = (rootsOf(doc).pipelines.get('pl_aaaaaaaaaa') as Y.Map<Y.Map<unknown>>).get('steps')
  const entry = steps?.get(step) as Y.Map<Y.Map<unknown>>
  entry.get('settings')?.set('match', 7)
  expect(editor.read().pipelines[0]?.steps[step]?.settings).toMatchObject({ match: 'all' })
  expect(editor.read().notices).toEqual([
    { code: 'document.setting-unreadable', args: { setting: 'match' }, step },
  ])
})

test('[DOC-4] a document from before a setting and before second outputs reads as it was meant', () => {
  const doc = writeWorkspacePicture()
  const editor = openWorkspaceDocument(doc, { random: seededRandom(4) })
  const step = editor.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  const next = editor.edit.addStep({ kind: 'sort', position: { x: 0, y: 0 } })
  const pipeline = rootsOf(doc).pipelines.get('pl_aaaaaaaaaa') as Y.Map<Y.Map<unknown>>
  const entry = pipeline.get('steps')?.get(step) as Y.Map<Y.Map<unknown>>
  entry.get('settings')?.delete('match')
  const old = { from: step, to: next, port: 'in', order: 'a0' }
  pipeline.get('edges')?.set('ed_aaaaaaaaaa', old)
  const picture = editor.read()
  expect(picture.pipelines[0]?.steps[step]?.settings).toMatchObject({ match: 'all' })
  expect(picture.pipelines[0]?.edges).toEqual([{ id: 'ed_aaaaaaaaaa', ...old }])
  expect(picture.notices).toEqual([])
})

test('[DOC-8] an edge begins only at a port its step has, and the rest is not the main result', () => {
  const editor = openWorkspaceDocument(writeWorkspacePicture(), { random: seededRandom(5) })
  const position = { x: 0, y: 0 }
  const filter = editor.edit.addStep({ kind: 'filter', position })
  const union = editor.edit.addStep({ kind: 'union', position })
  const sort = editor.edit.addStep({ kind: 'sort', position })
  const rest = { from: filter, fromPort: 'rest', to: union, port: 'in' } as const
  expect(editor.edit.connect({ from: filter, to: union, port: 'in' }).ok).toBe(true)
  expect(editor.edit.connect(rest).ok).toBe(true)
  expect(editor.edit.connect(rest)).toMatchObject({
    failure: { code: 'document.already-connected' },
  })
  expect(editor.edit.checkConnect({ ...rest, from: sort })).toMatchObject({
    failure: { code: 'document.port-missing' },
  })
  expect(editor.read().pipelines[0]?.edges.map((edge) => edge.fromPort)).toEqual([
    undefined,
    'rest',
  ])
})
