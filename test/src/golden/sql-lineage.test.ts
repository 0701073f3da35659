import type { StepId } from '@weft/pipeline-model'
import { quoteName, sourceTableName } from '@weft/pipeline-sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources, goldenStatements } from './golden-tables.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await openNativeEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
})
afterAll(() => {
  engine.dispose()
})

const orders = quoteName(sourceTableName(goldenSources['orders']?.digest ?? ''))

/** Statements over the orders, and the columns that decide which rows there are and in which order. */
const statements: readonly (readonly [string, readonly string[]])[] = [
  ["SELECT id, region || 'x' AS r, small + big AS s, paid AND small > 1 FROM input_1", []],
  ['SELECT *, id + small AS more FROM input_1', []],
  ['SELECT * EXCLUDE (day, clock), year(day) y FROM input_1', []],
  [
    'SELECT region, sum(small) FILTER (WHERE paid) s, max(day) - min(day) AS d, count(*) n FROM input_1 GROUP BY region ORDER BY region',
    ['region'],
  ],
  [
    'SELECT id, row_number() OVER (PARTITION BY region ORDER BY day, id) AS r, lag(small) OVER (ORDER BY id) l FROM input_1 ORDER BY id',
    ['id'],
  ],
  [
    'WITH a AS (SELECT id, ratio * 2 AS k FROM input_1), b AS (SELECT id, k + 1 AS m FROM a) SELECT b.m, o.region FROM b JOIN input_1 o USING (id) ORDER BY id',
    ['id'],
  ],
  [
    'SELECT x.small AS mine, y.small AS theirs, y.region FROM input_1 x LEFT JOIN input_1 y ON x.id = y.id + 1 ORDER BY x.id',
    ['id'],
  ],
  [
    'SELECT region AS a, small b FROM input_1 UNION ALL SELECT CAST(day AS VARCHAR), big FROM input_1',
    [],
  ],
  [
    'SELECT s, s + id AS t FROM (SELECT id, CASE WHEN paid THEN small ELSE ratio END AS s FROM input_1) AS q WHERE id > 1 ORDER BY id',
    ['id'],
  ],
  [
    'SELECT id, (SELECT max(small) FROM input_1) AS top, extract(month FROM day) AS m FROM input_1',
    [],
  ],
  [
    'SELECT DISTINCT ON (id) id, [small, big] AS l, list_transform([small], x -> x + id) AS m FROM input_1 ORDER BY id',
    ['id'],
  ],
  ['SELECT id, s.v FROM input_1 o, (SELECT o.ratio + 1 AS v) s ORDER BY id', ['id']],
  ["SELECT COLUMNS(c -> c = 'id') FROM input_1", []],
]

async function valuesOf(table: string): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const names = (await engine.describe(`SELECT * FROM ${table}`)).map(({ name }) => name)
  const rows = await engine.rows(`SELECT * FROM ${table}`, true)
  return new Map(names.map((name, at) => [name, rows.map((row) => row[at])]))
}

async function compiledOver(sql: string) {
  const draft = new PipelineDraft()
  const step: StepId = draft.add('sql', { sql }, draft.add('dataset', { dataset: 'orders' }))
  const compiled = (await compileWith(engine, draft.picture())).steps[step]
  if (!compiled?.sql || !compiled.schema) throw new Error(JSON.stringify(compiled?.problems))
  const { sql: compiledSql, lineage, inputs } = compiled
  return { sql: compiledSql, input: quoteName(inputs[0] ?? ''), lineage }
}

test.each(statements)(
  'a column of %s changes only with the columns it is said to be made of',
  async (text, rowColumns) => {
    const { sql, input, lineage } = await compiledOver(text)
    const resultOver = async (changed: string | null) => {
      const replaced =
        changed === null ? '*' : `* REPLACE (${other(changed)} AS ${quoteName(changed)})`
      await engine.run(
        `CREATE OR REPLACE TEMP TABLE ${input} AS SELECT ${replaced} FROM ${orders} AS o ORDER BY o.id`,
      )
      await engine.run(`CREATE OR REPLACE TEMP TABLE result AS ${sql}`)
      return valuesOf('result')
    }
    const before = await resultOver(null)
    let compared = 0
    for (const { name: changed } of goldenSources['orders']?.schema ?? []) {
      if (rowColumns.includes(changed)) continue
      const after = await resultOver(changed)
      for (const [name, values] of before) {
        const isMadeOfIt = lineage[name]?.some(({ column }) => column === changed) ?? false
        if (isMadeOfIt) continue
        compared++
        expect(after.get(name), `${name} after ${changed} changed`).toEqual(values)
      }
    }
    expect(compared > 0 || text.includes('COLUMNS')).toBe(true)
    await engine.run(`DROP TABLE ${input}`)
  },
)

/** The values of a column, each moved to another row. */
function other(column: string): string {
  const name = quoteName(column)
  return `coalesce(lag(${name}) OVER (ORDER BY id), last_value(${name}) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`
}
