import { SparkSQL, TrinoSQL } from 'dt-sql-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scriptFor, type Sources } from '../../support/dialect-check.ts'
import { openNativeEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, PipelineDraft } from '../golden/golden-pipeline.ts'
import { goldenSources, goldenStatements } from '../golden/golden-tables.ts'
import { moreKindCases, type Build } from '../golden/more-kind-cases.ts'
import { stepKindCases } from '../golden/step-kind-cases.ts'
import { readPipeline, tpchQueries } from '../tpch/tpch-queries.ts'
import { tpchSources } from '../tpch/tpch-tables.ts'

const cases: Readonly<Record<string, Build>> = { ...stepKindCases, ...moreKindCases }
let engine: TestEngine

beforeAll(async () => {
  engine = await openNativeEngine()
  for (const statement of goldenStatements()) await engine.run(statement)
}, 60_000)

afterAll(() => {
  engine.dispose()
})

/** Spark has no time of day: a step before all others leaves that column out, so that the rest is seen. */
async function compiledCase(build: Build, leavesTime: boolean) {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  const regions = draft.add('dataset', { dataset: 'regions' })
  const built = build(draft, orders, regions)
  draft.add('reroute', {}, typeof built === 'string' ? [built, 'main'] : built)
  return compileWith(engine, draft.picture(), leavesTime ? withoutTime : goldenSources)
}

const { orders, regions } = goldenSources
const withoutTime: Sources =
  orders && regions
    ? {
        orders: { ...orders, schema: orders.schema.filter(({ type }) => type !== 'TIME') },
        regions,
      }
    : {}

const parsers = { spark: new SparkSQL(), trino: new TrinoSQL() } as const

// Neither database runs here: what is checked is that every script parses in its grammar, and what is said of the rest.
describe.each(['spark', 'trino'] as const)('a script for %s', (dialect) => {
  const sources = dialect === 'spark' ? withoutTime : goldenSources
  const parsed = new Set<string>()
  // Most scripts begin with the same statements; each is parsed once.
  const expectToParse = (sql: string, name: string) => {
    for (const statement of sql.split(/(?<=;\n)\n/)) {
      if (parsed.has(statement)) continue
      parsed.add(statement)
      expect(parsers[dialect].validate(statement), `${name}\n${statement}`).toEqual([])
    }
  }

  test('parses in the grammar of the database for every pipeline, and the rest is named', async () => {
    const uncarried: Record<string, readonly string[]> = {}
    for (const [name, build] of Object.entries(cases)) {
      const script = scriptFor(await compiledCase(build, dialect === 'spark'), sources, dialect)
      expectToParse(script.sql, name)
      if (script.uncarried.length > 0)
        uncarried[name] = script.uncarried.map(
          ({ failure: { code, args } }) => `${code} ${String(args.what)}`,
        )
    }
    expect(uncarried).toMatchSnapshot()
  }, 600_000)

  test('stands as it was agreed for three pipelines', async () => {
    for (const name of ['a left join', 'top rows of groups', 'an unpivot']) {
      const build = cases[name]
      if (!build) throw new Error(name)
      const script = scriptFor(await compiledCase(build, dialect === 'spark'), sources, dialect)
      expect(script.sql).toMatchSnapshot(name)
    }
  })

  test('parses for the TPC-H queries, and those that cannot be carried over are named', async () => {
    const uncarried: Record<string, readonly string[]> = {}
    for (const query of tpchQueries) {
      const compiled = await compileWith(engine, readPipeline(query), tpchSources)
      const script = scriptFor(compiled, tpchSources, dialect)
      expectToParse(script.sql, query)
      if (script.uncarried.length > 0)
        uncarried[query] = script.uncarried.map(
          ({ failure: { code, args } }) => `${code} ${String(args.what)}`,
        )
    }
    expect(uncarried).toMatchSnapshot()
  }, 600_000)
})

test('the parsers of both grammars refuse what is not in them', () => {
  for (const parser of Object.values(parsers))
    expect(parser.validate('SELECT a FROM t QUALIFIES b (').length).toBeGreaterThan(0)
})
