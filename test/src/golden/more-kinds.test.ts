import type { OutputPort, StepId } from '@weft/pipeline-model'
import {
  compiledPort,
  quoteName,
  type CompiledPipeline,
  type CompiledPort,
} from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'
import { moreKindCases } from './more-kind-cases.ts'

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

const errorsOf = (compiled: CompiledPipeline) =>
  Object.values(compiled.steps).flatMap((step) =>
    step.problems.filter((one) => one.severity === 'error'),
  )

async function bindEverything(engine: TestEngine, compiled: CompiledPipeline): Promise<void> {
  await materialise(engine, compiled, engine === wasm ? 'as the product' : 'every step stored')
  for (const step of Object.values(compiled.steps)) {
    for (const { sql, schema } of [step, ...Object.values(step.asides)])
      if (sql !== null) expect(await engine.describe(sql)).toEqual(schema)
    for (const probe of Object.values(step.probes)) await engine.run(probe)
  }
}

function portAt(compiled: CompiledPipeline, id: StepId, port: OutputPort): CompiledPort {
  const step = compiled.steps[id]
  const found = step && compiledPort(step, port)
  if (!found) throw new Error('The step has no such port')
  return found
}

describe('the engine of the browser and its native twin agree, and tables are not harmed', () => {
  test.each(Object.entries(moreKindCases))('on %s', async (_, build) => {
    const draft = new PipelineDraft()
    const orders = draft.add('dataset', { dataset: 'orders' })
    const regions = draft.add('dataset', { dataset: 'regions' })
    const built = build(draft, orders, regions)
    const [last, port] = typeof built === 'string' ? [built, 'main' as const] : built
    draft.add('reroute', {}, [last, port])
    const compiled = await compileWith(wasm, draft.picture())
    expect(errorsOf(compiled)).toEqual([])
    for (const engine of [wasm, native]) await bindEverything(engine, compiled)
    const { table, sql, schema, lineage } = portAt(compiled, last, port)
    const rowsOf = `SELECT * FROM ${quoteName(table ?? '')}`
    const ordered = /ORDER BY/.test(sql ?? '') && !/OVER/.test(sql ?? '')
    const rows = await wasm.rows(rowsOf, ordered)
    expect(rows).toEqual(await native.rows(rowsOf, ordered))
    expect(rows).toMatchSnapshot()
    expect(Object.keys(lineage).toSorted()).toEqual(schema?.map(({ name }) => name).toSorted())
  })

  test('a check that blocks stops with the number of rows, also over an empty table', async () => {
    const draft = new PipelineDraft()
    const orders = draft.add('dataset', { dataset: 'orders' })
    const none = draft.add('filter', { expression: 'id > 1000' }, orders)
    const rules = items({ rule: 'row-count' as const, fewest: 1, greatest: 10 })
    const empty = draft.add('check', { action: 'block', rules }, none)
    const range = items({ rule: 'range' as const, column: 'id', least: 0, most: 2 })
    const full = draft.add('check', { action: 'block', rules: range }, orders)
    const compiled = await compileWith(wasm, draft.picture())
    for (const engine of [wasm, native]) {
      const make = (id: StepId) => engine.rows(compiled.steps[id]?.sql ?? '', true)
      await engine.run(
        `CREATE TEMP TABLE IF NOT EXISTS ${quoteName(compiled.steps[none]?.table ?? '')} AS ${compiled.steps[none]?.sql ?? ''}`,
      )
      await engine.run(
        `CREATE TEMP TABLE IF NOT EXISTS ${quoteName(compiled.steps[orders]?.table ?? '')} AS ${compiled.steps[orders]?.sql ?? ''}`,
      )
      await expect(make(full)).rejects.toThrow('weft:check-failed:4')
      await expect(make(empty)).rejects.toThrow('weft:check-failed:1')
    }
  })
})
