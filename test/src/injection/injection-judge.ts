import { quoteText } from '@weft/pipeline-sql'
import type { Schema } from '@weft/pipeline-model'
import type { TestEngine } from '../../support/open-engines.ts'
import { canaryTable } from './hostile-texts.ts'

/** What a statement may do: read these tables and give these columns. */
export interface Allowed {
  readonly inputs: readonly string[]
  readonly schema: Schema
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every object of the engine's parse tree. */
function* nodesOf(value: unknown): Generator<Node> {
  if (!isNode(value)) return
  yield value
  for (const inner of Object.values(value)) yield* nodesOf(inner)
}

const tableFunctions = new Set(['unnest', 'range', 'generate_series'])
const reaching =
  /^(read_|glob|getenv|getvariable|current_setting|query|pragma|duckdb_|pg_|nextval|currval|set_|write_|copy|load|install)/

function reachOf(node: Node, known: ReadonlySet<string>): string | null {
  if (node['type'] === 'BASE_TABLE') {
    const path = [node['catalog_name'], node['schema_name']].filter(Boolean)
    const name = String(node['table_name'])
    return path.length === 0 && known.has(name) ? null : `reads ${[...path, name].join('.')}`
  }
  if (node['type'] === 'SHOW_REF') return 'describes a table'
  if (node['type'] === 'TABLE_FUNCTION') {
    const name = isNode(node['function']) ? String(node['function']['function_name']) : ''
    return tableFunctions.has(name) ? null : `calls ${name}`
  }
  const name = node['class'] === 'FUNCTION' ? String(node['function_name']) : ''
  return reaching.test(name) ? `calls ${name}` : null
}

function namedQueries(tree: unknown): readonly string[] {
  return [...nodesOf(tree)].flatMap((node) => {
    const map = isNode(node['cte_map']) ? node['cte_map']['map'] : null
    return Array.isArray(map)
      ? map.flatMap((entry: unknown) => (isNode(entry) ? String(entry['key']) : []))
      : []
  })
}

/** The statements the engine's parser finds in a text, or why it takes none. */
async function parsed(engine: TestEngine, sql: string): Promise<readonly unknown[] | string> {
  const asked = `SELECT json_serialize_sql(${quoteText(sql)}) AS tree`
  const [[answer] = []] = await engine.rows(asked, true)
  const tree: unknown = JSON.parse(answer ?? 'null')
  if (!isNode(tree)) return 'no parse tree'
  const statements = tree['statements']
  return Array.isArray(statements) ? statements : String(tree['error_message'])
}

/** What a statement does beyond what it may, as the engine's own parser reads it; empty for one harmless SELECT. */
export async function escapesOf(
  engine: TestEngine,
  sql: string,
  { inputs, schema }: Allowed,
): Promise<readonly string[]> {
  const statements = await parsed(engine, sql)
  if (typeof statements === 'string') return [statements]
  if (statements.length !== 1) return [`${statements.length} statements`]
  const known = new Set([...inputs, ...namedQueries(statements)])
  const reaches = [...nodesOf(statements)].flatMap((node) => reachOf(node, known) ?? [])
  if (reaches.length > 0) return reaches
  const described = await engine.describe(sql).catch((error: unknown) => String(error))
  if (typeof described === 'string') return [described]
  const isAsForetold = JSON.stringify(described) === JSON.stringify(schema)
  return isAsForetold ? [] : [`gives ${JSON.stringify(described)}, not ${JSON.stringify(schema)}`]
}

/** All that a statement could have changed: the canary, the other tables, the databases and the settings. */
export async function stateOf(engine: TestEngine): Promise<readonly unknown[]> {
  return Promise.all(
    [
      `SELECT * FROM ${canaryTable}`,
      `SELECT database_name, schema_name, table_name, column_count FROM duckdb_tables()`,
      `SELECT database_name, type FROM duckdb_databases()`,
      `SELECT name, value FROM duckdb_settings()`,
      `SELECT view_name FROM duckdb_views() WHERE NOT internal`,
    ].map((sql) => engine.rows(sql, false)),
  )
}

/** Puts the canary into an engine. */
export async function addCanary(engine: TestEngine): Promise<void> {
  await engine.run(`CREATE TABLE ${canaryTable} (v INTEGER, secret VARCHAR)`)
  await engine.run(`INSERT INTO ${canaryTable} VALUES (1, 'kept'), (2, 'kept too')`)
}
