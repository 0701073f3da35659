import {
  completeSettings,
  formatPipeline,
  parsePipelineText,
  subflowPorts,
  type Pipeline,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import { compiledPort, quoteName, sourceColumnsOf, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenStatements } from './golden-tables.ts'
import { randomPipeline } from './random-pipeline.ts'
import { extracted, subflowStep, unfolded, withSubflows } from './subflow-moves.ts'

const engines: Record<'wasm' | 'native', TestEngine | null> = { wasm: null, native: null }

beforeAll(async () => {
  engines.wasm = await openWasmEngine()
  engines.native = await openNativeEngine()
  for (const engine of Object.values(engines))
    for (const statement of goldenStatements()) await engine?.run(statement)
}, 240_000)
afterAll(() => {
  for (const engine of Object.values(engines)) engine?.dispose()
})

function present(engine: TestEngine | null): TestEngine {
  if (!engine) throw new Error('The engine was not opened.')
  return engine
}

async function rowsOf(engine: TestEngine, pipeline: Pipeline, output = 'result') {
  const compiled = await compileWith(engine, pipeline)
  await materialise(engine, compiled)
  const step = compiled.outputs.find(({ name }) => name === output)?.step
  const table = step && compiled.steps[step]?.table
  return table ? await engine.rows(`SELECT * FROM ${quoteName(table)}`, true) : null
}

/** Orders over a limit, with a subflow that the pipeline uses twice, the second time with a value of its own. */
function twice(limit: string): { readonly pipeline: Pipeline; readonly second: StepId } {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  draft.add('parameter', { name: 'limit', type: 'whole', value: '4' })
  const filter = draft.add('filter', { expression: 'id > $limit' }, orders)
  const compute = draft.add(
    'compute',
    { columns: items({ name: 'double', expression: 'id * 2 + $limit' }) },
    filter,
  )
  const union = draft.add('union', {}, compute)
  draft.add('output', { name: 'result' }, union)
  const once = extracted(draft.picture(), [filter, compute], 7)
  if (!once) throw new Error('No subflow was made.')
  const first = subflowStep(once)
  const [entry] = subflowPorts(Object.values<Subflow>(once.subflows ?? {})[0] as Subflow).inputs
  const second = 'st_second0000'
  const [given] = first.settings.values
  const values = items({
    parameter: given?.parameter ?? '',
    source: 'value' as const,
    value: limit,
  })
  const other = { ...first, id: second, settings: { ...first.settings, values } } as Step
  const [exit] = subflowPorts(Object.values<Subflow>(once.subflows ?? {})[0] as Subflow).outputs
  if (!entry || !exit) throw new Error('The subflow has no ports.')
  const edges = [
    ...once.edges,
    { id: 'ed_second0000', from: orders, to: second, port: entry.id, order: 'a0' } as const,
    {
      id: 'ed_second0001',
      from: second,
      fromPort: exit.id,
      to: union,
      port: 'in',
      order: 'b0',
    } as const,
  ]
  return { pipeline: { ...once, steps: { ...once.steps, [second]: other }, edges }, second }
}

describe.each(['wasm', 'native'] as const)('in the %s engine', (name) => {
  test('[SUB-3] [SUB-4] a subflow used twice gives the rows of each use with its own values', async () => {
    const engine = present(engines[name])
    const { pipeline } = twice('1')
    expect(await rowsOf(engine, pipeline)).toMatchObject({ length: 2 + 5 })
    const compiled = await compileWith(engine, pipeline)
    const output = compiled.outputs[0]?.step ?? 'st_none'
    const table = quoteName(compiled.steps[output]?.table ?? '')
    expect(await engine.rows(`SELECT id, double FROM ${table} ORDER BY ALL`, true)).toEqual([
      ['2', '5'],
      ['3', '7'],
      ['4', '9'],
      ['5', '11'],
      ['5', '14'],
      ['6', '13'],
      ['6', '16'],
    ])
  })

  test('[SUB-5] every statement inside is bound, with the columns told before', async () => {
    const engine = present(engines[name])
    const compiled = await compileWith(engine, twice("1'; ATTACH 'x'; --").pipeline)
    for (const { table, sql, step, port } of (await sound(engine)).tables) {
      await engine.run(`CREATE TEMP TABLE IF NOT EXISTS ${quoteName(table)} AS ${sql}`)
      const found = (await sound(engine)).steps[step]
      const told = found && compiledPort(found, port)
      expect(await engine.describe(`SELECT * FROM ${quoteName(table)}`)).toEqual(told?.schema)
    }
    // A value that does not fit is told and reaches no statement.
    expect(compiled.steps['st_second0000']?.problems.map(({ code }) => code)).toEqual([
      'subflow.value-unfit',
    ])
    expect(compiled.tables.map(({ sql }) => sql).join()).not.toContain('ATTACH')
  })
})

test('[SUB-3] a hostile text given to a parameter, and a hostile column an input expects, are only ever themselves', async () => {
  const evil = `'; DROP TABLE x; -- "$word`
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  draft.add('parameter', { name: 'word', type: 'text', value: evil })
  const columns = items({ name: evil, expression: '$word' })
  const compute = draft.add('compute', { columns }, orders)
  draft.add('output', { name: 'result' }, compute)
  const pipeline = extracted(draft.picture(), [compute], 5)
  if (!pipeline) throw new Error('No subflow was made.')
  for (const engine of [present(engines.wasm), present(engines.native)]) {
    const rows = await rowsOf(engine, pipeline)
    expect(rows?.map((row) => row.at(-1))).toEqual(Array.from({ length: 6 }, () => evil))
    const open: Step = {
      ...entry('st_openentry0'),
      kind: 'entry',
      settings: { name: evil, columns: items({ name: evil, type: 'BIGINT' }) },
    }
    const alone = subflow('pl_alone00000', open)
    const user = uses('st_user000000', alone.id)
    const main = { ...subflow('pl_mainmain00', user), subflows: { [alone.id]: alone } }
    const compiled = await compileWith(engine, main)
    const { sql, schema } = compiled.steps['st_user000000/st_openentry0'] ?? {}
    expect(await engine.describe(sql ?? '')).toEqual(schema)
    expect(schema).toEqual([{ name: evil, type: 'BIGINT' }])
  }
})

const sound = (engine: TestEngine) => compileWith(engine, twice('1').pipeline)

test('[SUB-6] equal content has equal tables: two uses with the same value make each table once', async () => {
  const { pipeline, second } = twice('4')
  const compiled = await compileWith(present(engines.wasm), pipeline)
  const first = subflowStep(pipeline).id
  expect(first).not.toBe(second)
  const tables = (id: StepId) =>
    compiled.tables.filter(({ step }) => step.startsWith(`${id}/`)).map(({ table }) => table)
  expect(tables(first).length).toBeGreaterThan(1)
  expect(tables(first)).toEqual(tables(second))
})

test('[SUB-7] a column is followed through a subflow to the column of the dataset', async () => {
  const compiled = await compileWith(present(engines.wasm), twice('1').pipeline)
  const output = compiled.outputs[0]?.step ?? 'st_none'
  expect(sourceColumnsOf(compiled, output, 'double')).toEqual([
    { step: 'st_0000000001', column: 'id' },
  ])
})

test('[SUB-8] making subflows and unfolding them changes no row, whatever the pipeline', async () => {
  const engine = present(engines.native)
  let withRows = 0
  let deepest = 0
  for (let seed = 1; seed <= 60; seed++) {
    const before = randomPipeline(seed).picture()
    const inside = withSubflows(before, seed)
    if (inside === before) continue
    const wanted = await quiet(() => rowsOf(engine, before))
    if (wanted === 'failed') continue
    expect(await rowsOf(engine, inside), `seed ${seed}`).toEqual(wanted)
    const text = formatPipeline(inside)
    const read = parsePipelineText(text)
    expect(read.ok && formatPipeline(read.value), `seed ${seed}`).toBe(text)
    let flat = inside
    for (let at = 0; Object.values<Step>(flat.steps).some(({ kind }) => kind === 'subflow'); at++) {
      flat = unfolded(flat, subflowStep(flat).id, seed * 100 + at)
      deepest = Math.max(deepest, at)
    }
    expect(await rowsOf(engine, flat), `seed ${seed}, unfolded`).toEqual(wanted)
    if (wanted) withRows++
  }
  expect(withRows).toBeGreaterThan(15)
  expect(deepest).toBeGreaterThan(0)
})

/** A cast that a value does not fit is the data's fault, not the compiler's. */
async function quiet<T>(ask: () => Promise<T>): Promise<T | 'failed'> {
  try {
    return await ask()
  } catch {
    return 'failed'
  }
}

const entry = (id: StepId): Step => ({
  id,
  kind: 'entry',
  title: {},
  settings: completeSettings('entry', {}),
})
const uses = (id: StepId, subflow: `pl_${string}`): Step => ({
  id,
  kind: 'subflow',
  title: {},
  settings: { subflow, values: [] },
})
const output = (id: StepId): Step => ({
  id,
  kind: 'output',
  title: {},
  settings: completeSettings('output', {}),
})
const subflow = (id: `pl_${string}`, ...steps: readonly Step[]): Subflow => ({
  id,
  title: {},
  steps: Object.fromEntries(steps.map((step) => [step.id, step])),
  edges: [],
  positions: {},
  order: [],
})

function codesOf(compiled: CompiledPipeline): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(compiled.steps).map(([id, { problems }]) => [
      id,
      problems.map(({ code }) => code),
    ]),
  )
}

test('[SUB-9] a circle of subflows is cut at one step, the same whatever the order, and told there', async () => {
  const [a, b] = ['pl_aaaaaaaaa0', 'pl_bbbbbbbbb0'] as const
  const first = subflow(a, uses('st_aaaaaaaaa1', b), output('st_aaaaaaaaa2'))
  const second = subflow(b, uses('st_bbbbbbbbb1', a), output('st_bbbbbbbbb2'))
  const main = subflow('pl_mainmain00', uses('st_mainmain01', a), entry('st_mainmain02'))
  const [one, other] = [
    { ...main, subflows: { [a]: first, [b]: second } },
    { ...main, subflows: { [b]: second, [a]: first } },
  ]
  const codes = codesOf(await compileWith(present(engines.wasm), one))
  expect(codes).toEqual(codesOf(await compileWith(present(engines.wasm), other)))
  expect(codes['st_mainmain01/st_aaaaaaaaa1/st_bbbbbbbbb1']).toEqual(['subflow.recursive'])
  expect(codes['st_mainmain01']).toContain('subflow.several-broken')
  expect(codes['st_mainmain02']).toEqual(['entry.outside'])
})

test('[SUB-10] subflows that multiply by nesting are refused instead of followed for ever', async () => {
  const ids = Array.from({ length: 30 }, (_, at) => `pl_${String(at).padStart(10, '0')}` as const)
  const nested = ids.map((id, at) => {
    const step = (n: number) => `st_${String(at * 10 + n).padStart(10, '0')}` as const
    const next = ids[at + 1]
    return next
      ? subflow(id, uses(step(1), next), uses(step(2), next))
      : subflow(id, output(step(3)))
  })
  const main = subflow('pl_mainmain00', uses('st_mainmain01', ids[0] ?? 'pl_none'))
  const subflows = Object.fromEntries(nested.map((one) => [one.id, one]))
  const compiled = await compileWith(present(engines.wasm), { ...main, subflows })
  expect(Object.keys(compiled.steps).length).toBeLessThan(10_000)
  expect(Object.values(codesOf(compiled)).flat()).toContain('subflow.too-many')
})
