import { accept, refuse, type Outcome } from '@weft/kernel'
import type { OutputPort, StepId } from '@weft/pipeline-model'
import {
  checkExpression,
  compiledPort,
  distinctValuesSql,
  firstValuesSql,
  recipesFor,
  type CompiledPipeline,
  type Parameters,
} from '@weft/pipeline-sql'
import type { QueryEngine, ResultTable } from '@weft/query-engine'

/** The rows of an answer, each cell as text; an empty cell is an empty text. */
export type AnswerRows = readonly (readonly string[])[]

/** A question about a step that its rows do not answer. */
export interface StepQuestion {
  readonly step: StepId
  /** The name of one of the step's probes. */
  readonly probe: string
  readonly signal: AbortSignal
}

/** The different values of a column that leaves a step. */
export interface ValuesQuestion {
  readonly step: StepId
  readonly port: OutputPort
  readonly column: string
  readonly most: number
}

/** An expression over the rows that leave a step. */
export interface ExpressionQuestion {
  /** The field that asks; its later question overtakes an earlier one. */
  readonly field: string
  readonly step: StepId
  readonly port: OutputPort
  readonly expression: string
  readonly parameters: Parameters
  readonly most: number
  readonly signal: AbortSignal
}

type Engine = Pick<QueryEngine, 'materialise' | 'query'>

function rowsOf(result: ResultTable, columns: number): AnswerRows {
  return Array.from({ length: result.rows }, (_, row) =>
    Array.from({ length: columns }, (_column, at) => {
      const cell = result.cell(row, at)
      return typeof cell === 'object' ? '' : String(cell)
    }),
  )
}

/** Makes the tables a question is over, then asks it; a newer question of the consumer overtakes it. */
async function ask(
  engine: Engine,
  compiled: CompiledPipeline,
  question: {
    sql: string
    tables: readonly string[]
    consumer: string
    signal?: AbortSignal
    glance?: boolean
  },
): Promise<Outcome<AnswerRows>> {
  const { sql, tables, consumer, signal, glance } = question
  for (const table of tables) {
    const options = { consumer: `${consumer}:${table}`, signal }
    const made = await engine.materialise(recipesFor(compiled, table), table, options)
    if (!made.ok) return made
  }
  const answer = await engine.query(sql, { consumer, signal, needs: tables, glance })
  return answer.ok ? accept(rowsOf(answer.value, answer.value.schema.length)) : answer
}

/** Asks one of the probes a step was compiled with. */
export async function askProbe(
  engine: Engine,
  compiled: CompiledPipeline,
  { step, probe, signal }: StepQuestion,
): Promise<Outcome<AnswerRows>> {
  const found = compiled.steps[step]
  const sql = found?.probes[probe]
  if (!found || sql === undefined) return refuse('engine.unknown-table', { table: probe })
  return ask(engine, compiled, {
    sql,
    tables: found.inputs,
    consumer: `probe:${step}:${probe}`,
    signal,
  })
}

/** Asks for the different values of a column, as text and in the order of the column. */
export async function askValues(
  engine: Engine,
  compiled: CompiledPipeline,
  { step, port, column, most }: ValuesQuestion,
): Promise<Outcome<readonly string[]>> {
  const from = compiled.steps[step]
  const found = from ? compiledPort(from, port) : null
  const known = found?.schema?.find(({ name }) => name === column)
  if (!found?.table || !known) return refuse('engine.unknown-table', { table: column })
  const sql = distinctValuesSql(found.table, known, most)
  const rows = await ask(engine, compiled, { sql, tables: [found.table], consumer: 'values' })
  return rows.ok ? accept(rows.value.map(([value = '']) => value)) : rows
}

/** Asks what an expression gives in the first rows, as text; an empty cell is an empty text. */
export async function askExpression(
  engine: Engine,
  compiled: CompiledPipeline,
  { field, step, port, expression, parameters, most, signal }: ExpressionQuestion,
): Promise<Outcome<readonly string[]>> {
  const from = compiled.steps[step]
  const found = from ? compiledPort(from, port) : null
  if (!found?.table || !found.schema) return refuse('engine.unknown-table', { table: step })
  const checked = checkExpression(expression, found.schema, {}, parameters)
  if (!checked.ok) return refuse(checked.problem.code)
  const sql = firstValuesSql(found.table, checked.value, most)
  const rows = await ask(engine, compiled, {
    sql,
    tables: [found.table],
    consumer: `expression:${field}`,
    signal,
    glance: true,
  })
  return rows.ok ? accept(rows.value.map(([value = '']) => value)) : rows
}
