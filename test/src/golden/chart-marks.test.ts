import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

let wasm: TestEngine
let native: TestEngine

beforeAll(async () => {
  ;[wasm, native] = await Promise.all([openWasmEngine(), openNativeEngine()])
  for (const statement of goldenStatements()) {
    await wasm.run(statement)
    await native.run(statement)
  }
}, 60_000)

afterAll(() => {
  wasm.dispose()
  native.dispose()
})

/** What both engines draw for a chart of the orders. */
async function marksOf(settings: object): Promise<unknown> {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  const chart = draft.add('chart', settings, [orders, 'main'])
  const compiled = await compileWith(wasm, draft.picture())
  const sql = compiled.steps[chart]?.probes['marks']
  if (sql === undefined) throw new Error('The chart has no probe.')
  const answers = []
  for (const engine of [wasm, native]) {
    await materialise(engine, compiled)
    answers.push(await engine.rows(sql, true))
  }
  expect(answers[0]).toEqual(answers[1])
  return answers[0]
}

const columns = goldenSources['orders']?.schema.map(({ name }) => name) ?? []

describe('[DRAW-3] the marks of a chart are the same in both engines', () => {
  const drawings = ['bar', 'line', 'scatter', 'histogram'] as const
  test.each(drawings.flatMap((drawing) => columns.map((x) => [drawing, x] as const)))(
    '%s over %s',
    async (drawing, x) => {
      expect(await marksOf({ drawing, x, y: '金额' })).not.toEqual([])
    },
  )

  test('bars count rows, the longest first, and say how many there would be', async () => {
    expect(await marksOf({ drawing: 'bar', x: 'paid', y: null })).toEqual([
      ['true', '0.0', '3.0', '3'],
      ['false', '0.0', '2.0', '3'],
      [null, '0.0', '1.0', '3'],
    ])
  })

  test('a scatter without a figure says so instead of drawing', async () => {
    const draft = new PipelineDraft()
    const orders = draft.add('dataset', { dataset: 'orders' })
    const chart = draft.add('chart', { drawing: 'scatter', x: 'id', y: null }, [orders, 'main'])
    const compiled = await compileWith(wasm, draft.picture())
    expect(compiled.steps[chart]?.problems.map(({ setting }) => setting)).toEqual(['y'])
  })
})
