import { stepCalled, type Pipeline, type Schema } from '@weft/pipeline-model'
import { compiledPort, type CompiledTable } from '@weft/pipeline-sql'
import { format } from 'sql-formatter'
import type { ScriptRequest, ScriptSource } from '../export-script.ts'
import { renameTables } from '../rename-tables.ts'
import { dbtTests, type DbtTests } from './dbt-tests.ts'

/** All a dbt project is written from; its names are of ASCII letters, digits and `_`. */
export interface DbtRequest extends Omit<ScriptRequest, 'sources'> {
  readonly pipeline: Pipeline
  /** The tables it begins with, and the file that holds each. */
  readonly sources: readonly (ScriptSource & { readonly path: string })[]
}

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

function schemaOf({ compiled }: DbtRequest, { step, port }: CompiledTable): Schema {
  const found = compiled.steps[step]
  return (found && compiledPort(found, port)?.schema) ?? []
}

function dbtModel(request: DbtRequest, made: CompiledTable) {
  const { pipeline, compiled, names, titleOf } = request
  const { table, step, port, sql } = made
  const name = names.get(table) ?? table
  const tests = port === 'main' ? dbtTests(stepCalled(pipeline, step), step, compiled, names) : null
  const isOutput = compiled.outputs.some((output) => output.step === step)
  const contract = isOutput ? { contract: { enforced: true } } : {}
  return {
    name,
    sql: modelSql(tests?.sql ?? sql, names),
    test: tests && testText(tests, names),
    described: {
      name,
      description: titleOf(step),
      config: { materialized: isOutput ? 'table' : 'view', ...contract },
      columns: describedColumns(schemaOf(request, made), tests),
    },
  }
}

/** The files of a dbt project for duckdb: a model a step, sources for the datasets, contracts for the outputs. */
export function dbtProject(request: DbtRequest): Readonly<Record<string, string>> {
  const { compiled, sources, names } = request
  const unique = new Map(compiled.tables.map((one) => [one.table, one]))
  const models = [...unique.values()].map((one) => dbtModel(request, one))
  const tables = sources.map(({ table, title, schema, path }) => ({
    name: names.get(table) ?? table,
    description: title,
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
