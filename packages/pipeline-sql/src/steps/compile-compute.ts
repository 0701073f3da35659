import { foldName, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import {
  checkName,
  draftOf,
  passColumns,
  type ColumnOrigin,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

/** Columns computed one after another, each seeing those before it: one SELECT per layer that needs the last. */
class ComputeLayers {
  columns: readonly DraftColumn[]
  private from: string
  private readonly fresh = new Set<string>()

  constructor(input: StepInput) {
    this.columns = passColumns(input)
    this.from = quoteName(input.table)
  }

  select(): string {
    const list = this.columns.map((column) => `${column.sql} AS ${quoteName(column.name)}`)
    return `SELECT ${list.join(', ')} FROM ${this.from}`
  }

  add(name: string, type: string, sql: string, reads: readonly string[]): void {
    if (reads.some((column) => this.fresh.has(foldName(column)))) this.close()
    const origins = reads.flatMap(
      (read) => this.columns.find((column) => column.name === read)?.origins ?? [],
    )
    const unique = new Map<string, ColumnOrigin>(origins.map((origin) => [origin.column, origin]))
    const column: DraftColumn = { name, type, sql, origins: [...unique.values()] }
    const replaced = this.columns.findIndex((entry) => foldName(entry.name) === foldName(name))
    this.columns = replaced >= 0 ? this.columns.with(replaced, column) : [...this.columns, column]
    this.fresh.add(foldName(name))
  }

  private close(): void {
    this.from = `(${this.select()}) AS layer`
    this.columns = this.columns.map((column) => ({ ...column, sql: quoteName(column.name) }))
    this.fresh.clear()
  }
}

/** Adds computed columns after the others; one that has an existing name takes its place. */
export function compileCompute(
  settings: StepSettings['compute'],
  { at, parameters }: CompileScope,
): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const layers = new ComputeLayers(input)
  const taken = new Set<string>()
  for (const item of settings.columns) {
    const place = { setting: 'columns', item: item.id }
    checkName(item.name, place, taken, problems)
    const checked = checkExpression(item.expression, layers.columns, place, parameters)
    if (checked.ok)
      layers.add(item.name, checked.value.type, checked.value.sql, checked.value.columns)
    else problems.push(checked.problem)
  }
  if (settings.columns.length === 0)
    problems.push(warning('compute.empty', {}, { setting: 'columns' }))
  return draftOf(problems, layers.columns, layers.select(), input.ordered, {
    reach: 'values',
  })
}
