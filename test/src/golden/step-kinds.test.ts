import { quoteName } from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'
import { stepKindCases } from './step-kind-cases.ts'

let wasm: TestEngine
let native: TestEngine

beforeAll(async () => {
  wasm = await openWasmEngine()
  native = await openNativeEngine()
  for (const statement of goldenStatements()) {
    await wasm.run(statement)
    await native.run(statement)
  }
}, 60_000)

afterAll(() => {
  wasm.dispose()
  native.dispose()
})

describe('the engine of the browser and its native twin agree', () => {
  test.each(Object.entries(stepKindCases))('on %s', async (_, build) => {
    const draft = new PipelineDraft()
    const orders = draft.add('dataset', { dataset: 'orders' })
    const regions = draft.add('dataset', { dataset: 'regions' })
    const last = build(draft, orders, regions)
    const compiled = await compileWith(wasm, draft.picture())
    const step = compiled.steps[last]
    expect(step?.problems.filter((entry) => entry.severity === 'error')).toEqual([])
    await materialise(wasm, compiled)
    await materialise(native, compiled, 'every step stored')
    for (const { sql, schema } of Object.values(compiled.steps)) {
      expect(await wasm.describe(sql ?? '')).toEqual(schema)
      expect(await native.describe(sql ?? '')).toEqual(schema)
    }
    const table = `SELECT * FROM ${quoteName(step?.table ?? '')}`
    const ordered = /ORDER BY/.test(step?.sql ?? '')
    const rows = await wasm.rows(table, ordered)
    expect(rows).toEqual(await native.rows(table, ordered))
    expect(rows).toMatchSnapshot()
  })
})

describe('long pipelines', () => {
  test('a chain of forty groups runs step by step', async () => {
    const draft = new PipelineDraft()
    let last = draft.add('dataset', { dataset: 'orders' })
    for (let index = 0; index < 40; index++) {
      last = draft.add(
        'group',
        {
          by: items({ column: 'region' }),
          aggregates: items({
            function: 'max' as const,
            column: index ? 'top' : 'id',
            name: 'top',
          }),
        },
        last,
      )
    }
    const compiled = await compileWith(wasm, draft.picture())
    await materialise(wasm, compiled)
    const table = compiled.steps[last]?.table ?? ''
    expect(await wasm.rows(`SELECT region, top FROM ${quoteName(table)}`, false)).toHaveLength(5)
  })

  test('a pipeline of two hundred steps compiles in order with every schema known', async () => {
    const draft = new PipelineDraft()
    let last = draft.add('dataset', { dataset: 'orders' })
    for (let index = 1; index < 200; index++) last = draft.add('filter', {}, last)
    const compiled = await compileWith(wasm, draft.picture())
    expect(compiled.order).toHaveLength(200)
    expect(Object.values(compiled.steps).every((step) => step.schema?.length === 12)).toBe(true)
  })
})
