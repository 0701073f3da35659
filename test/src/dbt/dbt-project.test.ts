import { compilePipeline, sourceTableName, type CompiledPipeline } from '@weft/pipeline-sql'
import type { Pipeline } from '@weft/pipeline-model'
import { dbtProject, readableNames } from '@weft/sql-dialects'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDbtProject, type DbtFiles } from '../../support/dbt-rules.ts'
import type { Sources } from '../../support/dialect-check.ts'
import { openNativeEngine, type TestEngine } from '../../support/open-engines.ts'
import { compileWith, items, PipelineDraft } from '../golden/golden-pipeline.ts'
import { goldenSources, goldenStatements } from '../golden/golden-tables.ts'
import { moreKindCases, type Build } from '../golden/more-kind-cases.ts'
import { randomlySet } from '../golden/random-settings.ts'
import { stepKindCases } from '../golden/step-kind-cases.ts'
import { withSubflows } from '../golden/subflow-moves.ts'
import { hostileTexts } from '../injection/hostile-texts.ts'
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

function filesOf(
  pipeline: Pipeline,
  compiled: CompiledPipeline,
  sources: Sources,
  titleOf: (step: string) => string = (step) => step,
): DbtFiles {
  const begins = Object.entries(sources).map(([title, { digest, schema }]) => ({
    table: sourceTableName(digest),
    title,
    schema,
    path: `data/${title}.csv`,
  }))
  const names = readableNames(compiled, begins, titleOf, 'ascii')
  return dbtProject({ pipeline, compiled, sources: begins, names, titleOf })
}

function pictureOf(build: Build): Pipeline {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  const regions = draft.add('dataset', { dataset: 'regions' })
  const built = build(draft, orders, regions)
  draft.add('output', { name: 'result' }, typeof built === 'string' ? [built, 'main'] : built)
  return draft.picture()
}

describe('a dbt project keeps the rules dbt publishes', () => {
  test.each(Object.entries(cases))('made of %s', async (_, build) => {
    const picture = pictureOf(build)
    const compiled = await compileWith(engine, picture)
    expect(checkDbtProject(filesOf(picture, compiled, goldenSources))).toEqual([])
  })

  test.each(tpchQueries)('made of the TPC-H query %s', (query) => {
    const picture = readPipeline(query)
    const compiled = compilePipeline(picture, tpchSources, new Map())
    expect(checkDbtProject(filesOf(picture, compiled, tpchSources))).toEqual([])
  })

  test('made of random steps, also inside subflows, under hostile titles', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const picture = withSubflows(randomlySet(seed).picture(), seed)
      const compiled = await compileWith(engine, picture)
      const titleOf = (step: string) =>
        `${hostileTexts[step.length % hostileTexts.length] ?? ''} con`
      const files = filesOf(picture, compiled, goldenSources, titleOf)
      expect(checkDbtProject(files), `seed ${String(seed)}`).toEqual([])
    }
  })
})

describe('the rules are not blind', () => {
  const sound = async () => {
    const rules = items(
      { rule: 'not-empty' as const, column: 'id' },
      { rule: 'unique' as const, column: 'id' },
    )
    const picture = pictureOf((draft, orders) =>
      draft.add('check', { rules, action: 'warn' }, orders),
    )
    return filesOf(picture, await compileWith(engine, picture), goldenSources)
  }
  const wrong: readonly (readonly [string, string, string | RegExp, string])[] = [
    ['a reference to nothing', 'models/result.sql', /ref\('\w+'\)/, "ref('nowhere')"],
    ['a model that refers to itself', 'models/result.sql', /ref\('\w+'\)/, "ref('result')"],
    ['a source that is not there', 'models/st_0000000001.sql', "'orders'", "'others'"],
    ['a template that is left', 'models/result.sql', 'SELECT', '{% do x %} SELECT'],
    ['a test dbt does not have', 'models/models.yml', '"not_null"', '"not_nul"'],
    [
      'an argument a test does not have',
      'models/models.yml',
      '"config": {\n',
      '"where": "x", "config": {\n',
    ],
    [
      'a column of a contract without a type',
      'models/models.yml',
      /"data_type"(?![\s\S]*"enforced")/,
      '"type"',
    ],
    ['two models of one name', 'models/models.yml', '"name": "result"', '"name": "st_0000000001"'],
    ['a name that is no name', 'models/models.yml', '"name": "result"', '"name": "Result 1"'],
    ['a version dbt does not read', 'models/models.yml', '"version": 2', '"version": 1'],
    ['a profile that is not there', 'profiles.yml', 'weft_pipeline', 'other'],
    ['a reserved project name', 'dbt_project.yml', '"name": "weft_pipeline"', '"name": "dbt"'],
  ]
  test.each(wrong)('%s is found', async (_, path, from, to) => {
    const files = await sound()
    expect(checkDbtProject(files)).toEqual([])
    const before = files[path] ?? ''
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    expect(checkDbtProject({ ...files, [path]: after })).not.toEqual([])
  })
})
