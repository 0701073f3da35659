import type { Schema } from '@weft/pipeline-model'
import {
  compiledPort,
  quoteName,
  sourceTableName,
  type CompiledPipeline,
  type SourceTable,
} from '@weft/pipeline-sql'
import { exportScript, type DialectName, type Script } from '@weft/sql-dialects'
import pg from 'pg'
import type { TestEngine } from './open-engines.ts'

/** The datasets a script begins with, by id. */
export type Sources = Readonly<Record<string, SourceTable>>

const sourceName = (id: string) => `given_${id}`

function namesFor(compiled: CompiledPipeline, sources: Sources): ReadonlyMap<string, string> {
  return new Map([
    ...compiled.tables.map(({ table }, at) => [table, `step_${String(at)}`] as const),
    ...Object.entries(sources).map(
      ([id, { digest }]) => [sourceTableName(digest), sourceName(id)] as const,
    ),
  ])
}

/** A compiled pipeline as a script of a dialect. */
export function scriptFor(
  compiled: CompiledPipeline,
  sources: Sources,
  dialect: DialectName,
): Script {
  return exportScript(
    {
      compiled,
      names: namesFor(compiled, sources),
      titleOf: (step) => step,
      sources: Object.entries(sources).map(([title, { digest, schema }]) => ({
        table: sourceTableName(digest),
        title,
        schema,
      })),
    },
    dialect,
  )
}

const types: Readonly<Record<string, string>> = {
  TINYINT: 'SMALLINT',
  UBIGINT: 'NUMERIC(20,0)',
  DOUBLE: 'DOUBLE PRECISION',
  FLOAT: 'REAL',
}

const isFloat = (type: string) => type === 'DOUBLE' || type === 'FLOAT'

/** A cell as it is compared: floating numbers need not agree in their last digits. */
function cell(value: string | null, type: string): string | null {
  return value !== null && isFloat(type) ? Number(value).toPrecision(11) : value
}

function engineList(schema: Schema): string {
  return schema
    .map(({ name, type }, at) => {
      const column = isFloat(type) ? `CAST(${quoteName(name)} AS DOUBLE)` : quoteName(name)
      return `${column} AS c${String(at)}`
    })
    .join(', ')
}

function postgresList(schema: Schema): string {
  return schema
    .map(({ name, type }, at) => {
      const column = isFloat(type) ? `${quoteName(name)}::float8` : quoteName(name)
      const list = `'[' || array_to_string(${column}, ', ') || ']'`
      return `${type.endsWith('[]') ? list : `${column}::text`} AS c${String(at)}`
    })
    .join(', ')
}

type Rows = readonly (readonly (string | null)[])[]

function compared(rows: Rows, schema: Schema): readonly string[] {
  return rows
    .map((row) => JSON.stringify(row.map((value, at) => cell(value, schema[at]?.type ?? ''))))
    .toSorted()
}

/** The rows of every table of a pipeline, as the engine has them and as Postgres makes them from its script. */
export interface BothRows {
  readonly table: string
  readonly engine: readonly string[]
  readonly postgres: readonly string[]
}

/** Runs a script in a session of its own in Postgres, over the same datasets as the engine holds. */
export async function runInPostgres(
  url: string,
  engine: TestEngine,
  { compiled, sources, script }: { compiled: CompiledPipeline; sources: Sources; script: Script },
): Promise<readonly BothRows[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const read = new Set(compiled.tables.flatMap(({ inputs }) => inputs))
    for (const [id, { digest, schema }] of Object.entries(sources))
      if (read.has(sourceTableName(digest)))
        await copySource(client, engine, sourceName(id), { table: sourceTableName(digest), schema })
    await client.query(script.sql)
    const names = namesFor(compiled, sources)
    const both: BothRows[] = []
    for (const { table, step, port } of compiled.tables) {
      const made = compiled.steps[step]
      const schema = (made && compiledPort(made, port)?.schema) ?? []
      const there = await client.query<(string | null)[]>({
        text: `SELECT ${postgresList(schema)} FROM ${quoteName(names.get(table) ?? '')}`,
        rowMode: 'array',
      })
      const here = await engine.rows(`SELECT ${engineList(schema)} FROM ${quoteName(table)}`, true)
      both.push({
        table: names.get(table) ?? '',
        engine: compared(here, schema),
        postgres: compared(there.rows, schema),
      })
    }
    return both
  } finally {
    // Its tables and functions are temporary: they end with it.
    await client.end()
  }
}

async function copySource(
  client: pg.Client,
  engine: TestEngine,
  name: string,
  { table, schema }: { table: string; schema: Schema },
): Promise<void> {
  const columns = schema.map((one) => `${quoteName(one.name)} ${types[one.type] ?? one.type}`)
  await client.query(`CREATE TEMP TABLE ${name} (${columns.join(', ')})`)
  const rows = await engine.rows(`SELECT * FROM ${quoteName(table)}`, true)
  const casts = schema.map((one, at) => `c.f${String(at)}::${types[one.type] ?? one.type}`)
  const fields = schema.map((_, at) => `f${String(at)} text`)
  const records = rows.map((row) =>
    Object.fromEntries(row.map((value, at) => [`f${String(at)}`, value])),
  )
  await client.query(
    `INSERT INTO ${name} SELECT ${casts.join(', ')} FROM json_to_recordset($1) AS c(${fields.join(', ')})`,
    [JSON.stringify(records)],
  )
}
