import { formatPipeline } from '@weft/pipeline-model'
import { compilePipeline, quoteName, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { materialise } from '../golden/golden-pipeline.ts'
import { pipelineText, readPipeline, sqlText, tpchQueries as queries } from './tpch-queries.ts'
import { tpchSources, tpchStatements } from './tpch-tables.ts'

let wasm: TestEngine
let native: TestEngine

beforeAll(async () => {
  wasm = await openWasmEngine()
  native = await openNativeEngine()
  for (const statement of tpchStatements()) {
    await wasm.run(statement)
    await native.run(statement)
  }
})

afterAll(() => {
  wasm.dispose()
  native.dispose()
})

type Cell = string | number | null

/** Rows as texts of the engine; cells of floating columns as numbers, which need not agree in their last digit. */
async function rowsOf(engine: TestEngine, sql: string): Promise<readonly (readonly Cell[])[]> {
  const schema = await engine.describe(sql)
  const rows = await engine.rows(sql, true)
  return rows.map((row) =>
    row.map((cell, at) => (cell !== null && schema[at]?.type === 'DOUBLE' ? Number(cell) : cell)),
  )
}

function expectSame(
  rows: readonly (readonly Cell[])[],
  expected: readonly (readonly Cell[])[],
): void {
  expect(rows).toHaveLength(expected.length)
  rows.forEach((row, at) => {
    row.forEach((cell, column) => {
      const other = expected[at]?.[column]
      if (typeof cell !== 'number' || typeof other !== 'number') expect(cell).toBe(other)
      else expect(Math.abs(cell - other)).toBeLessThanOrEqual(Math.abs(other) * 1e-12)
    })
  })
}

function resultOf(compiled: CompiledPipeline): string {
  const step = compiled.steps[compiled.outputs[0]?.step ?? 'st_0000000000']
  return `SELECT * FROM ${quoteName(step?.table ?? '')}`
}

test('all 22 queries are there, each as a canonical pipeline file without a SQL step and as SQL beside it', () => {
  expect(queries).toEqual(
    Array.from({ length: 22 }, (_, at) => `q${String(at + 1).padStart(2, '0')}`),
  )
  for (const query of queries) {
    const pipeline = readPipeline(query)
    expect(formatPipeline(pipeline), query).toBe(pipelineText(query))
    expect(
      Object.values(pipeline.steps).map((step) => step.kind),
      query,
    ).not.toContain('sql')
    expect(sqlText(query)).toMatch(/^(SELECT|WITH)\s/)
  }
})

describe('a query built from steps gives what its SQL gives, in both engines', () => {
  test.each(queries)('%s', async (query) => {
    const compiled = compilePipeline(readPipeline(query), tpchSources, new Map())
    const problems = Object.entries(compiled.steps).flatMap(([id, step]) =>
      step.problems.map((problem) => ({ id, ...problem })),
    )
    expect(problems).toEqual([])
    expect(compiled.undescribed).toEqual([])
    const result = resultOf(compiled)
    await materialise(native, compiled, 'every step stored')
    await materialise(wasm, compiled)

    const names = (await native.describe(sqlText(query))).map(({ name }) => name)
    expect((await native.describe(result)).map(({ name }) => name)).toEqual(names)
    const expected = await rowsOf(native, sqlText(query))
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.flat()).not.toContain(null)
    expectSame(await rowsOf(native, result), expected)
    expectSame(await rowsOf(wasm, result), expected)
  })
})
