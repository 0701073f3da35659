import { stepCalled, type Schema } from '@weft/pipeline-model'
import { compiledPort, sourceTableName, type CompiledTable } from '@weft/pipeline-sql'
import { format } from 'sql-formatter'
import { dbtTests, type DbtTests } from './dbt-tests.ts'
import { titleOf, type Project } from './open-project.ts'
import { readableNames, renameTables } from './readable-names.ts'

/** Text as dbt's templates leave it alone. */
function escapeTemplates(sql: string): string {
  return sql.replace(/\{[{%#]/g, (mark) => `{{ '${mark}' }}`)
}

function modelSql(sql: string, names: ReadonlyMap<string, string>): string {
  const marked = renameTables(sql, names, (name, table) => `"weft_${table[0] ?? ''}_${name}"`)
  const pretty = escapeTemplates(format(marked, { language: 'duckdb', keywordCase: 'upper' }))
  return pretty.replace(/"weft_([wd])_([a-z0-9_]+)"/g, (_whole, kind: string, name: string) =>
    kind === 'd' ? `{{ source('weft', '${name}') }}` : `{{ ref('${name}') }}`,
  )
}

// JSON is YAML: quoting is settled, whatever titles and names contain.
const yaml = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function testText({ failing, severity }: DbtTests, names: ReadonlyMap<string, string>) {
  return failing && `{{ config(severity = '${severity}') }}\n\n${modelSql(failing, names)}\n`
}

function describedColumns(schema: Schema, tests: DbtTests | null) {
  return schema.map(({ name, type }) => {
    const given = tests?.columns.get(name)
    return { name, data_type: type, quote: true, ...(given ? { data_tests: given } : {}) }
  })
}

function schemaOf({ compiled }: Project, { step, port }: CompiledTable): Schema {
  const found = compiled.steps[step]
  return (found && compiledPort(found, port)?.schema) ?? []
}

function dbtModel(project: Project, made: CompiledTable, names: ReadonlyMap<string, string>) {
  const { pipeline, compiled } = project
  const { table, step, port, sql } = made
  const name = names.get(table) ?? table
  const tests = port === 'main' ? dbtTests(stepCalled(pipeline, step), step, project, names) : null
  const isOutput = compiled.outputs.some((output) => output.step === step)
  const contract = isOutput ? { contract: { enforced: true } } : {}
  return {
    name,
    sql: modelSql(tests?.sql ?? sql, names),
    test: tests && testText(tests, names),
    described: {
      name,
      description: titleOf(pipeline, step),
      config: { materialized: isOutput ? 'table' : 'view', ...contract },
      columns: describedColumns(schemaOf(project, made), tests),
    },
  }
}

/** The files of a dbt project for duckdb: a model a step, sources for the datasets, contracts for the outputs. */
export function dbtProject(project: Project): Readonly<Record<string, string>> {
  const { compiled, sources } = project
  const names = readableNames(project)
  const unique = new Map(compiled.tables.map((one) => [one.table, one]))
  const models = [...unique.values()].map((one) => dbtModel(project, one, names))
  const tables = Object.entries(sources).map(([dataset, { digest, schema, path }]) => ({
    name: names.get(sourceTableName(digest)) ?? dataset,
    description: dataset,
    meta: { external_location: path },
    columns: schema.map(({ name, type }) => ({ name, data_type: type, quote: true })),
  }))
  return {
    'dbt_project.yml': yaml({
      name: 'weft_pipeline',
      version: '1.0.0',
      'config-version': 2,
      profile: 'weft_pipeline',
      'model-paths': ['models'],
      'test-paths': ['tests'],
    }),
    'profiles.yml': yaml({
      weft_pipeline: {
        target: 'local',
        outputs: { local: { type: 'duckdb', path: 'weft.duckdb' } },
      },
    }),
    'models/sources.yml': yaml({ version: 2, sources: [{ name: 'weft', tables }] }),
    'models/models.yml': yaml({ version: 2, models: models.map(({ described }) => described) }),
    ...Object.fromEntries(models.map(({ name, sql }) => [`models/${name}.sql`, `${sql}\n`])),
    ...Object.fromEntries(
      models.flatMap(({ name, test }) => (test ? [[`tests/${name}_rules.sql`, test]] : [])),
    ),
  }
}
