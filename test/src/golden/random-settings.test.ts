import { type Pipeline, type StepId, type StepKind } from '@weft/pipeline-model'
import { quoteName, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'
import { flowing, randomlySet } from './random-settings.ts'
import { withSubflows } from './subflow-moves.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await openWasmEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)
afterAll(() => {
  engine.dispose()
})

async function bindAll(compiled: CompiledPipeline, seed: number): Promise<readonly string[]> {
  const bound: string[] = []
  for (const id of compiled.order) {
    const step = compiled.steps[id]
    const ports = step ? [step, ...Object.values(step.asides)] : []
    for (const { table, sql, schema } of ports) {
      if (!table || !sql) continue
      // Without rows: a cast that a value does not fit is the data's fault, not the compiler's.
      const name = quoteName(table)
      await engine.run(`CREATE TEMP TABLE IF NOT EXISTS ${name} AS SELECT * FROM (${sql}) LIMIT 0`)
      expect(await engine.describe(`SELECT * FROM ${name}`), `seed ${String(seed)}`).toEqual(schema)
      bound.push(id)
    }
  }
  return bound
}

test('whatever settings any kind of step gets, the engine never refuses what is compiled from them', async () => {
  const accepted = new Set<StepKind>()
  for (let seed = 1; seed <= 400; seed++) {
    const picture = randomlySet(seed).picture()
    const compiled = await compileWith(engine, picture)
    for (const id of await bindAll(compiled, seed)) {
      const kind = picture.steps[id as StepId]?.kind
      if (kind) accepted.add(kind)
    }
  }
  const missing = flowing.filter((kind) => !accepted.has(kind))
  expect(missing.filter((kind) => !['reroute', 'table', 'spine', 'lookup'].includes(kind))).toEqual(
    [],
  )
}, 300_000)

const usesOf = ({ steps, subflows = {} }: Pipeline): number =>
  [steps, ...Object.values(subflows).map((one) => one.steps)]
    .flatMap((all) => Object.values(all))
    .filter(({ kind }) => kind === 'subflow').length

test('[SUB-5] whatever settings steps inside subflows get, the engine never refuses what is compiled from them', async () => {
  let inside = 0
  let nested = 0
  for (let seed = 401; seed <= 520; seed++) {
    const picture = withSubflows(randomlySet(seed).picture(), seed)
    if (usesOf(picture) > 1) nested++
    const bound = await bindAll(await compileWith(engine, picture), seed)
    inside += bound.filter((id) => id.includes('/')).length
  }
  expect(inside).toBeGreaterThan(120)
  expect(nested).toBeGreaterThan(20)
}, 300_000)
