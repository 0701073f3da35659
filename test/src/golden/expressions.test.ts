import {
  checkExpression,
  expressionFunctions,
  quoteName,
  sourceTableName,
} from '@weft/pipeline-sql'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeEngine, openWasmEngine, type TestEngine } from '../../support/open-engines.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

const schema = goldenSources.orders?.schema ?? []
const table = quoteName(sourceTableName(goldenSources.orders?.digest ?? ''))
let engine: TestEngine
let native: TestEngine

beforeAll(async () => {
  engine = await openWasmEngine()
  native = await openNativeEngine()
  for (const statement of goldenStatements())
    for (const one of [engine, native]) await one.run(statement)
}, 60_000)

afterAll(() => {
  engine.dispose()
  native.dispose()
})

const column = fc.constantFrom(...schema.map(({ name }) => quoteName(name)))
const literal = fc.constantFrom(
  '1',
  '0',
  '2.50',
  '.5',
  '1e3',
  '12345678901234567890',
  "'a''b'",
  "'2024-01-31'",
  'true',
  'null',
  "date '2024-02-29'",
  "timestamp '2024-01-31 08:30'",
)
const types = [
  'integer',
  'bigint',
  'double',
  'decimal(9,3)',
  'varchar',
  'boolean',
  'date',
  'timestamp',
  'time',
  'hugeint',
  'float',
  'utinyint',
]

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression')
  const call = fc
    .tuple(fc.constantFrom(...expressionFunctions), fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([{ name }, args]) =>
      name.startsWith('date_')
        ? `${name}('month', ${args.join(', ')})`
        : `${name}(${args.join(', ')})`,
    )
  const binary = fc
    .tuple(
      inner,
      fc.constantFrom('+', '-', '*', '/', '%', '||', '=', '<>', '<', 'and', 'or'),
      inner,
    )
    .map(([left, operator, right]) => `(${left} ${operator} ${right})`)
  const other = fc.oneof(
    fc.tuple(inner, inner, inner).map(([a, b, c]) => `(case when ${a} then ${b} else ${c} end)`),
    fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} not in (${b}, ${c}))`),
    fc.tuple(inner, fc.constantFrom(...types)).map(([a, type]) => `try_cast(${a} as ${type})`),
    fc.tuple(inner, fc.constantFrom(...types)).map(([a, type]) => `cast(${a} as ${type})`),
    inner.map((a) => `(not ${a})`),
    inner.map((a) => `(- ${a})`),
    inner.map((a) => `(${a} is not null)`),
    fc.tuple(inner, inner).map(([a, b]) => `(${a} like ${b})`),
  )
  return { expression: fc.oneof({ maxDepth: 3 }, column, literal, call, binary, other) }
})

test('[EXPR-1] the inferred type of every accepted expression is the type the engine gives it', async () => {
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(expression, async (text) => {
      const checked = checkExpression(text, schema)
      if (!checked.ok) return
      accepted++
      const described = await engine.describe(`SELECT ${checked.value.sql} AS value FROM ${table}`)
      expect(described, text).toEqual([{ name: 'value', type: checked.value.type }])
    }),
    { numRuns: 3000, seed: 7 },
  )
  expect(accepted).toBeGreaterThan(600)
}, 120_000)

/** The rows, or that there are none because a value does not fit, as a cast or a sum too large. */
const outcomeOf = (one: TestEngine, sql: string) =>
  one.rows(sql, false).catch((error: unknown) => {
    const [name = ''] = /^[A-Z][A-Za-z ]+ Error/.exec(String(error).replace(/^Error: /, '')) ?? []
    return `refused: ${name}`
  })

test('[EXPR-1] the native engine gives every accepted expression the same type and the same value in every row', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(expression, async (text) => {
      const checked = checkExpression(text, schema)
      if (!checked.ok) return
      const sql = `SELECT ${checked.value.sql} AS value FROM ${table}`
      expect(await native.describe(sql), text).toEqual([
        { name: 'value', type: checked.value.type },
      ])
      const [there, here] = await Promise.all([outcomeOf(native, sql), outcomeOf(engine, sql)])
      expect(there, text).toEqual(here)
      if (typeof there !== 'string') compared++
    }),
    { numRuns: 3000, seed: 11 },
  )
  expect(compared).toBeGreaterThan(500)
}, 240_000)

const calls: Readonly<Record<string, string>> = {
  "if(paid, 'a', 'b')": 'VARCHAR',
  'round("金额", 1)': 'DECIMAL(10,1)',
  'round(big, 1)': 'DOUBLE',
  'least(id, "金额", ratio)': 'DOUBLE',
  "day >= '2024-01-31'": 'BOOLEAN',
  'day - 3': 'DATE',
  "date_trunc('hour', day)": 'TIMESTAMP',
  "strftime(at, '%Y-%m')": 'VARCHAR',
  "split_part(region, 'r', 1)": 'VARCHAR',
  'coalesce(null, null)': 'VARCHAR',
  'year(at) * 100 + month(at)': 'BIGINT',
  '"金额" * (1 - 0.05) * (1 + 0.08)': 'DECIMAL(18,6)',
  "cast('9999999999999.99' as decimal(15,2)) * cast('-9999999999999.99' as decimal(15,2))":
    'DECIMAL(30,4)',
  "cast('12345678901234567890123456789.0123' as decimal(38,4)) - 1": 'DECIMAL(38,4)',
  "cast('0.5' as decimal(30,25)) * cast('0.5' as decimal(30,25))": 'DOUBLE',
}

test.each(Object.entries(calls))('[EXPR-2] %s runs and is %s', async (text, type) => {
  const checked = checkExpression(text, schema)
  if (!checked.ok) throw new Error(checked.problem.code)
  expect(checked.value.type).toBe(type)
  const rows = await engine.rows(`SELECT ${checked.value.sql} AS value FROM ${table}`, true)
  expect(rows).toMatchSnapshot()
})
