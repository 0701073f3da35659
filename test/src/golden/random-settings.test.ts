import {
  stepKinds,
  stepSpecs,
  type Field,
  type FieldLook,
  type Fields,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import { quoteName, type CompiledPipeline } from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await openWasmEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)
afterAll(() => {
  engine.dispose()
})

/** Repeatable random numbers (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const columns = Object.values(goldenSources).flatMap(({ schema }) => schema.map(({ name }) => name))
const texts = [
  '1',
  'north',
  '2024-01-31',
  '-1.5',
  'true',
  '',
  ',',
  '(\\w)',
  "'; DROP TABLE x; --",
  '"',
  'new "name"',
  '$p',
]
const expressions = [
  'id > 2',
  "region = 'north'",
  'id * 2',
  'day + interval 1 month',
  '',
  'nothing +',
  "'; DROP TABLE x; --",
]

const choices: Partial<Readonly<Record<FieldLook['type'], readonly unknown[]>>> = {
  column: columns,
  flag: [true, false],
  expression: expressions,
  text: texts,
  value: texts,
  cast: ['VARCHAR', 'BIGINT', 'DATE', 'no type'],
  file: [
    null,
    ...Object.values(goldenSources).flatMap(({ digest, schema: columns }) => [
      { digest, fileName: 'a.csv', rows: 6, columns },
      { digest, fileName: 'b.csv', rows: 6, columns: [{ name: 'id', type: '); DROP TABLE x' }] },
    ]),
  ],
}

/** Settings nobody would choose, made from nothing but the definition of their kind. */
class RandomSettings {
  private readonly random: () => number
  private count = 0

  constructor(random: () => number) {
    this.random = random
  }

  pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)] as T
  }

  of(fields: Fields): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, this.value(field)]),
    )
  }

  private value({ look, initial }: Field<unknown>): unknown {
    if (look.type === 'list')
      return Array.from({ length: Math.floor(this.random() * 3) }, () => ({
        id: `it_${String(++this.count).padStart(10, '0')}`,
        ...this.of(look.item),
      }))
    if (look.type === 'number') return look.optional ? null : this.within(look.least, look.most)
    if (look.type === 'column' && this.random() < 0.2) return look.optional ? null : ''
    if (look.type === 'name') return this.name()
    if (look.type === 'choice') return this.pick<unknown>(look.options)
    return this.pick<unknown>(choices[look.type] ?? [initial])
  }

  private name(): string {
    return this.random() < 0.7 ? `c${String(++this.count)}` : this.pick(texts)
  }

  private within(least: number, most: number): number {
    return Math.min(most, Math.max(least, Math.floor(this.random() * 5)))
  }
}

// The input of a subflow stands inside one; `subflows.test.ts` has them.
const flowing = stepKinds.filter(
  (kind) => kind !== 'dataset' && kind !== 'entry' && stepSpecs[kind].outputs.length > 0,
)

function randomPipeline(seed: number): PipelineDraft {
  const settings = new RandomSettings(seeded(seed))
  const draft = new PipelineDraft()
  const made: StepId[] = Object.keys(goldenSources).map((dataset) =>
    draft.add('dataset', { dataset }),
  )
  for (let count = 0; count < 8; count++) {
    const kind: StepKind = settings.pick(flowing)
    const given = settings.of(stepSpecs[kind].fields)
    const from = stepSpecs[kind].inputs.map(() => settings.pick(made))
    made.push(draft.add(kind, given, ...from))
  }
  return draft
}

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
    const picture = randomPipeline(seed).picture()
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
