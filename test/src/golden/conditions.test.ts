import { comparisonOperators, type Condition, type ConditionSettings } from '@weft/pipeline-model'
import {
  compilePipeline,
  operatorFits,
  quoteName,
  readConditions,
  writeConditions,
} from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { materialise, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

let engines: readonly TestEngine[]
beforeAll(async () => {
  engines = await Promise.all([openWasmEngine(), openNativeEngine()])
  for (const engine of engines) for (const one of goldenStatements()) await engine.run(one)
}, 60_000)
afterAll(() => {
  for (const engine of engines) engine.dispose()
})

const schema = goldenSources['orders']?.schema ?? []
const values: Readonly<Record<string, readonly [string, string]>> = {
  id: ['2', '5'],
  region: ['north', "O'Brien 🧵 经纬"],
  金额: ['-10.5', '10.50'],
  'weight "kg"; DROP TABLE x --': ['-2.25', '1e10'],
  day: ['2024-01-01', '2024-02-29'],
  at: ['2024-01-01 12:00', '2024-02-29 23:59:59.5'],
  paid: ['true', 'false'],
  big: ['-5', '9007199254740993'],
  small: ['-128', '7'],
  ratio: ['0.25', '1e3'],
  clock: ['08:30', '12:00:00'],
  count: ['1', '18446744073709551615'],
}
const several = new Set(['one-of', 'not-one-of', 'between'])

/** Every comparison that fits each column, with a value and with a column. */
const cases = schema.flatMap(({ name, type }) =>
  comparisonOperators
    .filter((operator) => operatorFits(type, operator))
    .flatMap((operator): (readonly [string, string, Condition])[] => {
      const [low = '', high = ''] = values[name] ?? []
      const one = { id: 'it_aaaaaaaaaa', column: name, operator, group: '' } as const
      const value = several.has(operator) ? `${low}, ${high}` : high
      const against = several.has(operator)
        ? []
        : ([[name, `${operator} a column`, { ...one, value: name, against: 'column' }]] as const)
      return [[name, operator, { ...one, value, against: 'value' }], ...against]
    }),
)

/** The rows a filter keeps by its list, and by the same said as an expression. */
async function bothWays(engine: TestEngine, settings: ConditionSettings) {
  const written = writeConditions(settings, schema)
  expect([...written.problems.values()]).toEqual([])
  const rows = []
  for (const given of [settings, { expression: written.text }]) {
    const draft = new PipelineDraft()
    const from = draft.add('dataset', { dataset: 'orders' })
    const filter = draft.add('filter', given, from)
    const compiled = compilePipeline(draft.picture(), goldenSources, new Map())
    expect(compiled.steps[filter]?.problems).toEqual([])
    await materialise(engine, compiled)
    const table = quoteName(compiled.steps[filter]?.table ?? '')
    rows.push(await engine.rows(`SELECT id FROM ${table}`, false))
  }
  return rows
}

test.each(cases)(
  '[COND-2] a condition on %s keeps the same rows as the expression it is written as: %s',
  async (_, __, condition) => {
    const settings: ConditionSettings = { match: 'all', conditions: [condition], groups: [] }
    const { text } = writeConditions(settings, schema)
    const read = readConditions(text, schema)
    expect(read && writeConditions(read, schema).text).toBe(text)
    for (const engine of engines) {
      const [listed, expressed] = await bothWays(engine, settings)
      expect(expressed).toEqual(listed)
    }
  },
)

test('[COND-2] groups keep the same rows as the expression they are written as', async () => {
  const within = { id: 'it_bbbbbbbbbb', match: 'any', within: '' } as const
  const [first, second, third] = ['equals', 'not-equals', 'is-empty'].map((operator) =>
    cases.find(([name, words]) => name === 'region' && words === operator),
  )
  const conditions = [first, second, third].flatMap((found, place) => {
    const condition = found?.[2]
    if (!condition) return []
    return [
      {
        ...condition,
        id: `it_${String(place).padStart(10, '0')}` as const,
        group: place === 1 ? '' : within.id,
      },
    ]
  })
  expect(conditions).toHaveLength(3)
  for (const match of ['all', 'any'] as const) {
    const settings: ConditionSettings = { match, conditions, groups: [within] }
    for (const engine of engines) {
      const [listed, expressed] = await bothWays(engine, settings)
      expect(expressed).toEqual(listed)
    }
  }
})
