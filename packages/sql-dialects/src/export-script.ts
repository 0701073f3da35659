import type { Failure } from '@weft/kernel'
import type { OutputPort, Schema, StepId } from '@weft/pipeline-model'
import { compiledPort, type CompiledPipeline, type CompiledTable } from '@weft/pipeline-sql'
import { format } from 'sql-formatter'
import { parseQuery } from './parse/parse-query.ts'
import { dialects } from './dialects.ts'
import { renameTables } from './rename-tables.ts'
import { Uncarried } from './uncarried.ts'
import type { Dialect, DialectName, KnownTable, Needs } from './write/dialect.ts'
import { emptyScope } from './write/scope.ts'
import { QueryWriter } from './write/write-query.ts'

/** A table a script begins with. */
export interface ScriptSource {
  readonly table: string
  readonly title: string
  readonly schema: Schema
}

/** All a script is written from. */
export interface ScriptRequest {
  readonly compiled: CompiledPipeline
  readonly sources: readonly ScriptSource[]
  /** Readable names of the engine's tables. */
  readonly names: ReadonlyMap<string, string>
  readonly titleOf: (step: StepId) => string
}

/** Something that is said of one step. */
export interface StepRemark {
  readonly step: StepId
  readonly port: OutputPort
  readonly failure: Failure
}

/** A pipeline as one script for a database. */
export interface Script {
  readonly sql: string
  /** What cannot be carried over; the script is whole only when there is nothing. */
  readonly uncarried: readonly StepRemark[]
  /** What is carried over with a difference that is said. */
  readonly notes: readonly StepRemark[]
}

const oneLine = (text: string) => `-- ${text.replaceAll(/\s+/g, ' ')}`

interface Statement {
  readonly sql: string
  readonly functions: ReadonlySet<string>
}

class ScriptWriter {
  readonly uncarried: StepRemark[] = []
  readonly notes: StepRemark[] = []
  readonly functions = new Set<string>()
  private readonly known = new Map<string, KnownTable>()
  private readonly lost = new Set<string>()
  private readonly dialect: Dialect
  private readonly request: ScriptRequest

  constructor(dialect: Dialect, request: ScriptRequest) {
    this.dialect = dialect
    this.request = request
    for (const { table, schema } of request.sources) this.know(table, schema)
  }

  statement(made: CompiledTable): string | null {
    const { step, port } = made
    const remark = (code: string, args = {}): StepRemark => ({
      step,
      port,
      failure: { code, args },
    })
    const behind = made.inputs.find((table) => this.lost.has(table))
    if (behind !== undefined) {
      this.lost.add(made.table)
      this.uncarried.push(
        remark('dialect.behind', { what: this.request.names.get(behind) ?? behind }),
      )
      return null
    }
    try {
      const { sql, functions, notes } = this.write(made)
      for (const name of functions) this.functions.add(name)
      for (const code of notes) this.notes.push(remark(code))
      return sql
    } catch (error) {
      if (!(error instanceof Uncarried)) throw error
      this.lost.add(made.table)
      this.uncarried.push(
        remark(error.code, { what: error.what.slice(0, 120), dialect: this.dialect.title }),
      )
      return null
    }
  }

  private know(table: string, schema: Schema): void {
    this.known.set(table, { name: this.request.names.get(table) ?? table, schema })
  }

  private write(made: CompiledTable): Statement & Needs {
    const needs = { functions: new Set<string>(), notes: new Set<string>() }
    const schema = schemaOf(this.request.compiled, made)
    const names = schema.map(({ name }) => name)
    for (const name of names) this.checkName(name)
    const writer = new QueryWriter(this.dialect, needs, this.known)
    const query = writer.query(parseQuery(made.sql), emptyScope, names)
    if (query.columns.length !== names.length) throw new Uncarried('dialect.column-unclear', '*')
    const columns = schema.map(({ name, type }) => ({
      name: this.dialect.quoteName(name),
      type: writer.values.typeName(type),
    }))
    this.know(made.table, schema)
    const table = this.dialect.quoteName(this.request.names.get(made.table) ?? made.table)
    const select = format(query.sql, { language: this.dialect.formatter, keywordCase: 'preserve' })
    return { ...needs, sql: this.dialect.create(table, columns, select) }
  }

  private checkName(name: string): void {
    const { longestName } = this.dialect
    if (longestName !== null && new TextEncoder().encode(name).length > longestName)
      throw new Uncarried('dialect.name-long', name)
  }
}

function schemaOf({ steps }: CompiledPipeline, { step, port }: CompiledTable): Schema {
  const found = steps[step]
  return (found && compiledPort(found, port)?.schema) ?? []
}

function sourceLines({ sources, names }: ScriptRequest, dialect: Dialect): string {
  return sources
    .map(({ table, title, schema }) => {
      const columns = schema.map(
        ({ name, type }) => `${dialect.quoteName(name)} ${dialect.typeName(type) ?? type}`,
      )
      return oneLine(`${names.get(table) ?? table}: ${title} (${columns.join(', ')})`)
    })
    .join('\n')
}

/** The engine's own statements, one after another under readable names. */
function ownScript(request: ScriptRequest, rename: (sql: string) => string): Script {
  const lines = request.sources.map(({ table, title, schema }) => {
    const columns = schema.map(({ name, type }) => `${name} ${type}`).join(', ')
    return oneLine(`${request.names.get(table) ?? table}: ${title} (${columns})`)
  })
  const statements = request.compiled.tables.map(({ table, sql, step }) => {
    const select = format(rename(sql), { language: 'duckdb', keywordCase: 'upper' })
    return `${oneLine(request.titleOf(step))}\nCREATE TEMP TABLE ${rename(`"${table}"`)} AS\n${select};`
  })
  const sql = `${[lines.join('\n'), ...statements].filter(Boolean).join('\n\n')}\n`
  return { sql, uncarried: [], notes: [] }
}

/** A pipeline as one readable script of statements that follow each other. */
export function exportScript(request: ScriptRequest, name: DialectName): Script {
  if (name === 'duckdb') return ownScript(request, (sql) => renameTables(sql, request.names))
  const dialect = dialects[name]
  const writer = new ScriptWriter(dialect, request)
  const unique = new Map(request.compiled.tables.map((one) => [one.table, one]))
  const statements = [...unique.values()].flatMap((made) => {
    const sql = writer.statement(made)
    return sql === null ? [] : [`${oneLine(request.titleOf(made.step))}\n${sql}`]
  })
  const { uncarried, notes } = writer
  const parts = [sourceLines(request, dialect), dialect.preamble(writer.functions), ...statements]
  return { sql: `${parts.filter(Boolean).join('\n\n')}\n`, uncarried, notes }
}
