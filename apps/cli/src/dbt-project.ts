import { sourceTableName } from '@weft/pipeline-sql'
import { format } from 'sql-formatter'
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

/** The files of a dbt project for duckdb: a model a step, sources for the datasets, contracts for the outputs. */
export function dbtProject(project: Project): Readonly<Record<string, string>> {
  const { pipeline, compiled, sources } = project
  const names = readableNames(project)
  const outputs = new Set(compiled.outputs.map(({ step }) => step))
  const unique = new Map(compiled.tables.map((one) => [one.table, one]))
  const models = [...unique.values()].map(({ table, step, sql }) => {
    const schema = compiled.steps[step]?.schema ?? []
    return {
      name: names.get(table) ?? table,
      sql: modelSql(sql, names),
      described: {
        name: names.get(table) ?? table,
        description: titleOf(pipeline, step),
        config: {
          materialized: outputs.has(step) ? 'table' : 'view',
          ...(outputs.has(step) ? { contract: { enforced: true } } : {}),
        },
        columns: schema.map(({ name, type }) => ({ name, data_type: type, quote: true })),
      },
    }
  })
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
  }
}
