import { widgetSpecs, type App } from '@weft/app-model'
import { contentHash, sha256Hex } from '@weft/kernel'
import type { Pipeline } from '@weft/pipeline-model'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readBundle } from './read-bundle.ts'
import { answerPath, statementHash, writeBundle, type BundleParts } from './write-bundle.ts'

const pipeline: Pipeline = {
  id: 'pl_aaaaaaaaaa',
  title: { en: 'Pipeline' },
  steps: {
    st_aaaaaaaaaa: {
      id: 'st_aaaaaaaaaa',
      kind: 'output',
      title: {},
      settings: { name: 'result', contract: [] },
    },
  },
  edges: [],
  positions: { st_aaaaaaaaaa: { x: 0, y: 0 } },
}
const app: App = {
  title: { en: 'App' },
  summary: {},
  pages: [{ id: 'pg_aaaaaaaaaa', title: { en: 'Page' }, order: 'a0' }],
  widgets: {
    wi_aaaaaaaaaa: {
      id: 'wi_aaaaaaaaaa',
      kind: 'table',
      page: 'pg_aaaaaaaaaa',
      title: {},
      place: { x: 0, y: 0, w: 12, h: 8 },
      settings: { ...widgetSpecs.table.initial, output: 'result' },
    },
  },
}
const parts: BundleParts = {
  about: {
    app: 'ap_aaaaaaaaaa',
    version: '1.0.0',
    title: { en: 'App', zh: '应用' },
    notes: { en: 'First' },
    publishedAt: '2026-01-02T03:04:05.000Z',
    datasets: [],
    contributors: [{ id: 'og_a', name: { en: 'A' }, hue: 3 }],
    settled: [],
  },
  pipeline,
  app,
  outputs: [
    {
      name: 'result',
      table: 'w_1',
      schema: [{ name: 'a', type: 'INTEGER' }],
      rows: 3,
      bytes: strToU8('arrow bytes'),
    },
  ],
  answers: [{ sql: 'SELECT 1', schema: [{ name: 'n', type: 'INTEGER' }], bytes: strToU8('one') }],
}

const answer = answerPath(statementHash('SELECT 1'))

describe('release bundles', () => {
  test('[REL-2] a bundle is read as it was written', () => {
    const written = writeBundle(parts)
    const read = readBundle(written.bytes)
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    expect(read.value.contentHash).toBe(written.contentHash)
    expect(read.value.app).toEqual(app)
    expect(read.value.pipeline).toEqual(pipeline)
    expect(read.value.results.get('result')).toEqual(strToU8('arrow bytes'))
    expect(read.value.answers.get(statementHash('SELECT 1'))).toEqual(strToU8('one'))
  })

  test('[REL-2] equal parts give equal bytes', () => {
    expect(sha256Hex(writeBundle(parts).bytes)).toBe(sha256Hex(writeBundle(parts).bytes))
  })

  test.each(['pipeline.json', 'app.json', 'results/result.arrow', answer])(
    '[REL-3] a changed %s is noticed',
    (path) => {
      const files = unzipSync(writeBundle(parts).bytes)
      const changed = zipSync({ ...files, [path]: strToU8('{"forged":true}') })
      expect(readBundle(changed)).toMatchObject({
        ok: false,
        failure: { code: 'bundle.part-changed', args: { part: path } },
      })
    },
  )

  test.each(['notes.txt', 'results/other.arrow', 'results/', 'Manifest.json', 'a__proto__'])(
    '[REL-3] a foreign %s is refused',
    (path) => {
      const files = unzipSync(writeBundle(parts).bytes)
      const more = zipSync({ ...files, [path]: strToU8(path.endsWith('/') ? '' : 'x') })
      expect(readBundle(more)).toMatchObject({
        ok: false,
        failure: { code: 'bundle.part-foreign', args: { part: path } },
      })
    },
  )

  test.each([
    ['__proto__', '__proto__', 'zzproto__'],
    ['a second app.json', 'app.json', 'zap.json'],
  ])('[REL-3] %s is refused, though no list of files would show it', (_, name, standIn) => {
    const files = { ...unzipSync(writeBundle(parts).bytes), [standIn]: strToU8('x') }
    const bytes = zipSync(files)
    const forged = strToU8(strFromU8(bytes, true).replaceAll(standIn, name), true)
    expect(forged).toHaveLength(bytes.length)
    expect(readBundle(forged)).toMatchObject({
      failure: { code: 'bundle.part-foreign', args: { part: name } },
    })
  })

  test('[REL-4] a bundle from before there were answers is read without any', () => {
    const { bytes, manifest } = writeBundle({ ...parts, answers: [] })
    const { answers, ...older } = manifest
    expect(answers).toEqual([])
    const files = { ...unzipSync(bytes), 'manifest.json': strToU8(JSON.stringify(older)) }
    const read = readBundle(zipSync(files))
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    expect(read.value.answers.size).toBe(0)
    expect(read.value.contentHash).toBe(contentHash(older))
  })

  test('[REL-3] a missing part, a foreign manifest and garbage are refused', () => {
    const files = unzipSync(writeBundle(parts).bytes)
    delete files['app.json']
    expect(readBundle(zipSync(files))).toMatchObject({ failure: { code: 'bundle.part-missing' } })
    expect(readBundle(zipSync({ 'manifest.json': strToU8('{}') }))).toMatchObject({
      failure: { code: 'bundle.part-invalid' },
    })
    expect(readBundle(strToU8('garbage'))).toMatchObject({ failure: { code: 'bundle.unreadable' } })
    expect(readBundle(new Uint8Array()).ok).toBe(false)
  })
})
