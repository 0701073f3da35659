import { quoteName, quoteText, sourceTableName } from '@weft/pipeline-sql'
import type { DialectName } from '@weft/sql-dialects'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInPostgres, scriptFor } from '../../support/dialect-check.ts'
import { openNativeEngine, type TestEngine } from '../../support/open-engines.ts'
import { sqlSkeleton } from '../../support/sql-skeleton.ts'
import { compileWith, items, materialise, PipelineDraft } from '../golden/golden-pipeline.ts'
import { canaryTable, hostileTexts } from '../injection/hostile-texts.ts'

const url = process.env.WEFT_TEST_DATABASE_URL
const dialects = ['duckdb', 'postgres', 'spark', 'trino'] as const
const digest = '5'.repeat(64)
let engine: TestEngine

beforeAll(async () => {
  engine = await openNativeEngine()
  const table = quoteName(sourceTableName(digest))
  await engine.run(`CREATE TABLE ${table} (id INTEGER, word VARCHAR)`)
  await engine.run(`INSERT INTO ${table} VALUES (1, 'plain'), (2, NULL)`)
}, 60_000)
afterAll(() => {
  engine.dispose()
})

const sources = {
  given: {
    digest,
    schema: [
      { name: 'id', type: 'INTEGER' },
      { name: 'word', type: 'VARCHAR' },
    ],
  },
}

/** A column called so, filled with such a text, compared with it, and named again by a later step. */
function pipelineWith(name: string, text: string) {
  const draft = new PipelineDraft()
  const given = draft.add('dataset', { dataset: 'given' })
  const columns = items({ name, expression: quoteText(text) })
  const made = draft.add('compute', { columns }, given)
  const conditions = items({
    column: name,
    operator: 'equals' as const,
    value: text,
    against: 'value' as const,
    group: '',
  })
  const kept = draft.add('filter', { conditions }, made)
  const renamed = items({ column: name, name: `${name} too`, cast: null, keep: true })
  draft.add('select', { columns: renamed, others: 'keep' as const }, kept)
  return draft.picture()
}

async function scriptOf(name: string, text: string, dialect: DialectName) {
  const compiled = await compileWith(engine, pipelineWith(name, text), sources)
  const problems = Object.values(compiled.steps).flatMap((step) => step.problems)
  return { compiled, problems, script: scriptFor(compiled, sources, dialect) }
}

// A control character is refused as a name long before anything is written, and Postgres takes no name over 63 bytes.
const hostileNames = hostileTexts
  .filter((text) => !/[\0\n]/.test(text))
  .map((text) => text.replaceAll(canaryTable, 'x'))

describe.each(dialects)('a script for %s', (dialect) => {
  test('does the same whatever names and texts are in it: they stay inside their quotes', async () => {
    const benign = (await scriptOf('name', 'text', dialect)).script
    expect(benign.uncarried).toEqual([])
    const wanted = sqlSkeleton(benign.sql, dialect)
    for (const hostile of hostileNames) {
      const { script, problems } = await scriptOf(hostile, hostile, dialect)
      expect(problems, hostile).toEqual([])
      expect(script.uncarried, hostile).toEqual([])
      expect(sqlSkeleton(script.sql, dialect), hostile).toBe(wanted)
    }
  })

  test('is not broken by titles, which stand in its comments', async () => {
    const compiled = await compileWith(engine, pipelineWith('name', 'text'), sources)
    const { exportScript, readableNames } = await import('@weft/sql-dialects')
    const write = (title: string) => {
      const titleOf = () => title
      const given = sources.given
      const begins = [{ table: sourceTableName(digest), title, schema: given.schema }]
      const names = readableNames(compiled, begins, titleOf)
      return exportScript({ compiled, sources: begins, names, titleOf }, dialect).sql
    }
    const wanted = sqlSkeleton(write('Title'), dialect)
    for (const hostile of [...hostileTexts, 'a\r; DROP TABLE x', 'a\u2028; DROP TABLE x'])
      expect(sqlSkeleton(write(hostile), dialect), JSON.stringify(hostile)).toBe(wanted)
  })
})

test('the judge is not blind: a name or text whose quotes are not doubled changes what is left', () => {
  const skeleton = (sql: string) => sqlSkeleton(sql, 'postgres')
  expect(skeleton(`SELECT "a""; DROP" AS 'b''c'`)).toBe(skeleton(`SELECT "a" AS 'b'`))
  expect(skeleton(`SELECT "a"; DROP" AS 'b'`)).not.toBe(skeleton(`SELECT "a" AS 'b'`))
  expect(sqlSkeleton(String.raw`SELECT 'a\'; DROP'`, 'spark')).toBe(
    sqlSkeleton(`SELECT 'a'`, 'spark'),
  )
  expect(skeleton(String.raw`SELECT 'a\'; DROP'`)).not.toBe(skeleton(`SELECT 'a'`))
})

// Without a Postgres there is nothing to run; the launcher says so, and CI=true refuses to go on without one.
test.skipIf(url === undefined)(
  'Postgres finds every hostile text as itself under its hostile name',
  async () => {
    for (const hostile of hostileNames) {
      const { compiled, script } = await scriptOf(hostile, hostile, 'postgres')
      await materialise(engine, compiled)
      const both = await runInPostgres(url ?? '', engine, { compiled, sources, script })
      for (const { engine: here, postgres: there } of both) expect(there, hostile).toEqual(here)
      expect(both.at(-1)?.postgres.join(), hostile).toContain(JSON.stringify(hostile).slice(1, -1))
    }
  },
)
