import { accept, refuse, type Outcome } from '@weft/kernel'
import {
  hasErrors,
  stepKinds,
  stepSpecs,
  type Pipeline,
  type Schema,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import {
  compilePipeline,
  quoteName,
  quoteText,
  sourceTableName,
  type CompiledPipeline,
  type SourceTable,
} from '@weft/pipeline-sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { items, PipelineDraft } from '../golden/golden-pipeline.ts'
import { attacksOnKind, closedFields, type Attack } from './attacks.ts'
import { canaryTable, hostileExpressions, hostileTexts } from './hostile-texts.ts'
import { addCanary, escapesOf, stateOf } from './injection-judge.ts'

const sound: Schema = [
  { name: 'id', type: 'BIGINT' },
  { name: 'word', type: 'VARCHAR' },
  { name: 'day', type: 'DATE' },
  { name: 'tags', type: 'VARCHAR[]' },
]
/** The sound columns, in the order in which they are tried where a setting takes any. */
const soundNames = sound.map(({ name }) => name)
/** A dataset for each type a setting may ask for, its columns named by every hostile text the engine takes as a name. */
const families: Readonly<Record<string, string>> = {
  text: 'VARCHAR',
  number: 'BIGINT',
  moment: 'DATE',
  list: 'VARCHAR[]',
}
const hostileNames = hostileTexts.filter((text) => !text.includes('\0'))
const sources: Readonly<Record<string, SourceTable>> = Object.fromEntries([
  ...Object.entries(families).map(([family, type]): [string, SourceTable] => [
    family,
    {
      schema: [...sound, ...hostileNames.map((name) => ({ name, type }))],
      digest: `5011d${family}`,
    },
  ]),
  ...[...hostileTexts, 'sound'].map((name): [string, SourceTable] => [
    name,
    { schema: sound, digest: '5011dsound' },
  ]),
])

const values: Readonly<Record<string, string>> = {
  BIGINT: '3',
  VARCHAR: `'wo''rd'`,
  DATE: `DATE '2024-02-29'`,
  'VARCHAR[]': `['a', 'b']`,
}

let wasm: TestEngine
let native: TestEngine

beforeAll(async () => {
  wasm = await openWasmEngine()
  native = await openNativeEngine()
  const tables = new Map(Object.values(sources).map(({ digest, schema }) => [digest, schema]))
  for (const engine of [wasm, native]) {
    await addCanary(engine)
    for (const [digest, schema] of tables) {
      const table = quoteName(sourceTableName(digest))
      const columns = schema.map(({ name, type }) => `${quoteName(name)} ${type}`)
      await engine.run(`CREATE TABLE ${table} (${columns.join(', ')})`)
      const row = schema.map(({ type }) => values[type]).join(', ')
      await engine.run(`INSERT INTO ${table} VALUES (${row}), (${row})`)
    }
    for (const family of ['sound', ...Object.keys(families)]) {
      const draft = new PipelineDraft()
      draft.add('dataset', { dataset: family })
      for (const { table, sql } of compilePipeline(draft.picture(), sources, new Map()).tables)
        await engine.run(`CREATE TABLE ${quoteName(table)} AS ${sql}`)
    }
  }
})

afterAll(() => {
  wasm.dispose()
  native.dispose()
})

function pictureOf(kind: StepKind, settings: object, family: string): [Pipeline, StepId] {
  const draft = new PipelineDraft()
  const from = stepSpecs[kind].inputs.map(() => draft.add('dataset', { dataset: family }))
  const id = draft.add(kind, settings, ...from)
  return [draft.picture(), id]
}

async function compile(picture: Pipeline): Promise<CompiledPipeline> {
  const described = new Map<string, Outcome<Schema>>()
  for (;;) {
    const compiled = compilePipeline(picture, sources, described)
    if (compiled.undescribed.length === 0) return compiled
    for (const { hash, sql } of compiled.undescribed) {
      const answer = await native
        .describe(sql)
        .then(accept, (error: unknown) => refuse('engine.refused', { message: String(error) }))
      described.set(hash, answer)
    }
  }
}

interface Written {
  readonly sql: string
  readonly inputs: readonly string[]
  /** Null for a probe, whose columns are its own. */
  readonly schema: Schema | null
}

/** The statements of a step under attack; none when it is refused with a problem, whatever column is tried. */
async function statementsUnder(
  kind: StepKind,
  { settings }: Attack,
  family: string,
): Promise<readonly Written[]> {
  for (const column of soundNames) {
    const [picture, id] = pictureOf(kind, settings(column), family)
    const step = (await compile(picture)).steps[id]
    if (!step || hasErrors(step.problems) || step.schema === null) continue
    const { inputs } = step
    const ports = [step, ...Object.values(step.asides)].flatMap(({ sql, schema }) =>
      sql === null ? [] : [{ sql, inputs, schema }],
    )
    return [...ports, ...Object.values(step.probes).map((sql) => ({ sql, inputs, schema: null }))]
  }
  return []
}

async function judge({ sql, inputs, schema }: Written): Promise<void> {
  const foretold = schema ?? (await native.describe(sql))
  expect(await escapesOf(native, sql, { inputs, schema: foretold }), sql).toEqual([])
  expect(await wasm.describe(sql), sql).toEqual(foretold)
  // A value that does not fit a cast stops the statement; what it did until then is judged all the same.
  await native.run(sql).catch(() => undefined)
}

/** Texts of a shape of their own, into which nothing hostile fits, and columns no statement reads. */
const closed = new Set([
  'table columns.type',
  'spine from',
  'spine to',
  'select columns.cast',
  'bin edges',
  'output name',
  'output contract.type',
])
const acceptedKinds = new Set<StepKind>()

describe('[EXPR-6] no setting of any kind of step escapes from the statement it is written into', () => {
  test.each(stepKinds)('%s', async (kind) => {
    const before = [await stateOf(native), await stateOf(wasm)]
    const seen = new Set<string>()
    const attacked = new Set<string>()
    const accepted = new Set<string>()
    for (const attack of attacksOnKind(kind)) {
      const path = `${kind} ${attack.path}`
      attacked.add(path)
      const tried = attack.look === 'column' ? Object.keys(families) : ['sound', 'text']
      for (const family of tried) {
        for (const written of await statementsUnder(kind, attack, family)) {
          accepted.add(path)
          if (seen.has(written.sql)) continue
          seen.add(written.sql)
          await judge(written)
        }
      }
    }
    expect([await stateOf(native), await stateOf(wasm)]).toEqual(before)
    if (seen.size === 0) return
    acceptedKinds.add(kind)
    // Where every attack was refused the statement was never put to the proof.
    expect([...attacked].filter((path) => !accepted.has(path) && !closed.has(path))).toEqual([])
  })

  test('most kinds wrote statements under attack', () => {
    expect(acceptedKinds.size).toBeGreaterThanOrEqual(28)
  })

  test.each(stepKinds)('%s: numbers, switches and choices take no text at all', (kind) => {
    for (const { look, read } of closedFields(stepSpecs[kind].fields))
      for (const text of hostileExpressions) expect(read(text), look.type).toBeUndefined()
  })
})

describe('[EXPR-6] a hostile value is only ever itself', () => {
  const asText = (text: string) => quoteText(text)
  const makers: Readonly<Record<string, (text: string) => [StepKind, object]>> = {
    'a parameter': (text) => ['parameter', { name: 'p', type: 'text', value: text }],
    'a cell written by hand': (text) => [
      'table',
      {
        columns: items({ name: 'c', type: 'VARCHAR' }),
        rows: items({ cells: { it_0000000000: text } }),
      },
    ],
    'a text of an expression': (text) => [
      'compute',
      { columns: items({ name: 'c', expression: asText(text) }) },
    ],
    'a mapped value': (text) => [
      'map',
      { column: 'word', pairs: items({ from: `wo'rd`, to: text }), name: 'c' },
    ],
    'a separator': (text) => [
      'merge',
      { columns: items({ column: 'id' }, { column: 'word' }), separator: text, name: 'c' },
    ],
  }
  test.each(Object.entries(makers))('%s', async (maker, make) => {
    let found = 0
    for (const text of hostileTexts) {
      const [kind, settings] = make(text)
      const [picture, id] = pictureOf(kind, settings, 'sound')
      const { sql, schema } = (await compile(picture)).steps[id] ?? {}
      if (!sql) continue
      found++
      const plain = text.replaceAll('\0', '')
      const at = schema?.findIndex(({ name }) => name === 'c' || name === 'p') ?? 0
      const expected = maker === 'a separator' ? [plain, `3${plain}wo'rd`] : [plain]
      for (const engine of [native, wasm]) {
        const [row] = await engine.rows(sql, true)
        expect(expected).toContain(row?.[at])
      }
    }
    expect(found).toBeGreaterThanOrEqual(hostileTexts.length - 1)
  })
})

describe('the judge is not blind', () => {
  const input = sourceTableName('5011dsound')
  const allowed = (name: string) => ({
    inputs: [input],
    schema: [{ name, type: 'BIGINT' }],
  })

  test('names written without doubling their quotes are found out, all of them', async () => {
    const breaking = hostileNames.filter((name) => name.includes('"'))
    expect(breaking.length).toBeGreaterThan(5)
    for (const name of breaking) {
      const naive = `SELECT id AS "${name}" FROM "${input}"`
      expect(await escapesOf(native, naive, allowed(name)), name).not.toEqual([])
    }
    for (const name of hostileNames) {
      const sound = `SELECT id AS ${quoteName(name)} FROM "${input}"`
      expect(await escapesOf(native, sound, allowed(name)), name).toEqual([])
    }
  })

  test('texts written without doubling their quotes are found out, all of them', async () => {
    const breaking = hostileTexts.filter((text) => text.includes("'") && !text.includes('\0'))
    expect(breaking.length).toBeGreaterThan(5)
    for (const text of breaking) {
      const naive = `SELECT id FROM "${input}" WHERE word = '${text}'`
      expect(await escapesOf(native, naive, allowed('id')), text).not.toEqual([])
    }
  })

  test('a statement of a step whose quoting is taken out is found out', async () => {
    const name = hostileNames[3] ?? ''
    const settings = { columns: items({ name, expression: 'id' }) }
    const [picture, id] = pictureOf('compute', settings, 'sound')
    const step = (await compile(picture)).steps[id]
    const [sql, schema, inputs] = [step?.sql ?? '', step?.schema ?? [], step?.inputs ?? []]
    expect(await escapesOf(native, sql, { inputs, schema })).toEqual([])
    const broken = sql.replaceAll(quoteName(name), `"${name}"`)
    expect(broken).not.toBe(sql)
    expect(await escapesOf(native, broken, { inputs, schema })).toEqual([`reads ${canaryTable}`])
  })

  test.each([
    `UPDATE ${canaryTable} SET v = v + 1`,
    `CREATE TABLE left_behind (a INTEGER)`,
    `SET default_order = 'DESC'`,
    `ATTACH ':memory:' AS other`,
  ])('what is left behind is seen: %s', async (sql) => {
    const engine = await openNativeEngine()
    await addCanary(engine)
    const before = await stateOf(engine)
    expect(await stateOf(engine)).toEqual(before)
    await engine.run(sql)
    expect(await stateOf(engine)).not.toEqual(before)
    engine.dispose()
  })
})
