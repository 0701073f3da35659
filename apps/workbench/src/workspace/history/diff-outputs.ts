import { accept, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import { recipesFor, type CompiledPipeline, type CompiledStep } from '@weft/pipeline-sql'
import type { Cell, QueryEngine, ResultTable } from '@weft/query-engine'
import {
  keyCandidates,
  keyedSql,
  uniqueSql,
  wholeSql,
  type ComparedTables,
} from './row-diff-sql.ts'

/** One row that differs: its cells before and after, null where it is not there. */
export interface RowDiff {
  readonly how: 'added' | 'removed' | 'changed'
  readonly before: readonly Cell[] | null
  readonly after: readonly Cell[] | null
}

/** A column that came, went or changed its type; null where it is not there. */
export interface ColumnDiff {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs in the rows of two tables. */
export interface TableDiff {
  readonly how: 'changed'
  readonly name: string
  readonly rows: { readonly before: number; readonly after: number }
  readonly columns: readonly ColumnDiff[]
  readonly compared: Schema
  /** The columns that tell rows apart; null when whole rows are compared. */
  readonly keys: Schema | null
  readonly counts: Readonly<Record<RowDiff['how'], number>>
  /** The first rows that differ. */
  readonly shown: readonly RowDiff[]
}

/** What differs in an output. */
export type OutputDiff =
  { readonly how: 'same' | 'added' | 'removed' | 'broken'; readonly name: string } | TableDiff

/** Two compiled contents and how they are asked about. */
export interface DiffQuestion {
  readonly engine: Pick<QueryEngine, 'materialise' | 'query'>
  readonly before: CompiledPipeline
  readonly after: CompiledPipeline
  readonly signal: AbortSignal
}

const mostShown = 200

function outputOf(compiled: CompiledPipeline, name: string): CompiledStep | null {
  const found = compiled.outputs.find((output) => output.name === name)
  return found ? (compiled.steps[found.step] ?? null) : null
}

/** The names of all outputs of both, those of the newer one first. */
export function outputNames({
  before,
  after,
}: Pick<DiffQuestion, 'before' | 'after'>): readonly string[] {
  return [...new Set([...after.outputs, ...before.outputs].map(({ name }) => name))]
}

/** Which columns came, went or changed their type. */
export function diffColumns(before: Schema, after: Schema): readonly ColumnDiff[] {
  const olds = new Map(before.map(({ name, type }) => [name, type]))
  const news = new Map(after.map(({ name, type }) => [name, type]))
  return [...new Set([...news.keys(), ...olds.keys()])]
    .map((name) => ({ name, before: olds.get(name) ?? null, after: news.get(name) ?? null }))
    .filter((one) => one.before !== one.after)
}

type Ask = (sql: string) => Promise<Outcome<ResultTable>>

async function findKeys(ask: Ask, tables: ComparedTables): Promise<Outcome<Schema | null>> {
  const candidates = keyCandidates(tables.columns)
  if (candidates.length === 0) return accept(null)
  const answers: ResultTable[] = []
  for (const table of [tables.before, tables.after]) {
    const answer = await ask(uniqueSql(table, candidates))
    if (!answer.ok) return answer
    answers.push(answer.value)
  }
  const isUnique = (at: number) =>
    answers.every((answer) => Number(answer.cell(0, at + 1)) === Number(answer.cell(0, 0)))
  return accept(candidates.find((_, at) => isUnique(at)) ?? null)
}

function readRows(answer: ResultTable, columns: number): readonly RowDiff[] {
  const cells = (row: number, side: 0 | 1) =>
    Array.from({ length: columns }, (_, at) => answer.cell(row, 1 + at * 2 + side))
  return Array.from({ length: answer.rows }, (_, row) => {
    const how = answer.cell(row, 0) as RowDiff['how']
    return {
      how,
      before: how === 'added' ? null : cells(row, 0),
      after: how === 'removed' ? null : cells(row, 1),
    }
  })
}

async function diffTables(
  ask: Ask,
  tables: ComparedTables,
): Promise<Outcome<Pick<TableDiff, 'keys' | 'counts' | 'shown'>>> {
  const counts = { added: 0, removed: 0, changed: 0 }
  if (tables.columns.length === 0) return accept({ keys: null, counts, shown: [] })
  const keys = await findKeys(ask, tables)
  if (!keys.ok) return keys
  const sql = keys.value ? keyedSql(tables, keys.value) : wholeSql(tables)
  const counted = await ask(`SELECT how, count(*) AS n FROM (${sql}) GROUP BY how`)
  if (!counted.ok) return counted
  for (let row = 0; row < counted.value.rows; row++)
    counts[counted.value.cell(row, 0) as RowDiff['how']] = Number(counted.value.cell(row, 1))
  const shown = await ask(`SELECT * FROM (${sql}) ORDER BY ALL LIMIT ${mostShown}`)
  if (!shown.ok) return shown
  return accept({ keys: keys.value, counts, shown: readRows(shown.value, tables.columns.length) })
}

interface Made {
  readonly table: string
  readonly schema: Schema
  readonly rows: number
}

/** Computes an output; null when a step before it is broken. */
async function make(
  { engine, signal }: DiffQuestion,
  compiled: CompiledPipeline,
  { table, schema }: CompiledStep,
): Promise<Outcome<Made | null>> {
  if (table === null || schema === null) return accept(null)
  const options = { consumer: `rows-diff:${table}`, signal }
  const made = await engine.materialise(recipesFor(compiled, table), table, options)
  return made.ok ? accept({ table, schema, rows: made.value.rows }) : made
}

async function diffMade(
  { engine, signal }: DiffQuestion,
  name: string,
  old: Made,
  now: Made,
): Promise<Outcome<OutputDiff>> {
  const columns = diffColumns(old.schema, now.schema)
  const differing = new Set(columns.map((column) => column.name))
  const compared = now.schema.filter((column) => !differing.has(column.name))
  const needs = [old.table, now.table]
  const found = await diffTables(
    (sql) => engine.query(sql, { consumer: 'rows-diff', signal, needs }),
    { before: old.table, after: now.table, columns: compared },
  )
  if (!found.ok) return found
  const rows = { before: old.rows, after: now.rows }
  return accept({ name, how: 'changed', rows, columns, compared, ...found.value })
}

/** What differs in one output; equal content hashes are equal rows, and nothing is asked. */
export async function diffOutput(
  question: DiffQuestion,
  name: string,
): Promise<Outcome<OutputDiff>> {
  const old = outputOf(question.before, name)
  const now = outputOf(question.after, name)
  if (!old || !now) return accept({ name, how: old ? 'removed' : 'added' })
  if (old.hash !== null && old.hash === now.hash) return accept({ name, how: 'same' })
  const before = await make(question, question.before, old)
  if (!before.ok) return before
  const after = await make(question, question.after, now)
  if (!after.ok) return after
  if (!before.value || !after.value) return accept({ name, how: 'broken' })
  return diffMade(question, name, before.value, after.value)
}
