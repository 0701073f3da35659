import { closestName } from '../closest-name.ts'
import {
  foldName,
  hasErrors,
  problem,
  type Column,
  type Problem,
  type ProblemPlace,
  type Schema,
} from '@weft/pipeline-model'

/** A step that feeds another: its table in the engine, its columns, and whether its rows have a fixed order. */
export interface StepInput {
  readonly table: string
  readonly schema: Schema
  readonly ordered: boolean
}

/** Where a column comes from: a column of the n-th input. */
export interface ColumnOrigin {
  readonly input: number
  readonly column: string
}

/** For each column of a result, the input columns it is made of. */
export type ColumnLineage = Readonly<Record<string, readonly ColumnOrigin[]>>

/** One column of a result while its step is compiled. */
export interface DraftColumn extends Column {
  readonly sql: string
  readonly origins: readonly ColumnOrigin[]
}

/** What a step comes to over its inputs; without a schema when a problem stands in the way. */
export interface StepDraft {
  readonly problems: readonly Problem[]
  readonly schema: Schema | null
  readonly sql: string | null
  readonly lineage: ColumnLineage
  readonly ordered: boolean
}

/** A step that cannot have a result. */
export function brokenDraft(problems: readonly Problem[]): StepDraft {
  return { problems, schema: null, sql: null, lineage: {}, ordered: false }
}

/** A step with these columns, unless one of the problems is an error. */
export function draftOf(
  problems: readonly Problem[],
  columns: readonly Pick<DraftColumn, 'name' | 'type' | 'origins'>[],
  sql: string,
  ordered: boolean,
): StepDraft {
  if (hasErrors(problems)) return brokenDraft(problems)
  return {
    problems,
    schema: columns.map(({ name, type }) => ({ name, type })),
    sql,
    lineage: Object.fromEntries(columns.map(({ name, origins }) => [name, origins])),
    ordered,
  }
}

/** The columns of an input as they are. */
export function passColumns(
  input: StepInput,
  quote: (name: string) => string,
): readonly DraftColumn[] {
  return input.schema.map((column) => ({
    ...column,
    sql: quote(column.name),
    origins: [{ input: 0, column: column.name }],
  }))
}

/** Finds a column of an input, or puts the problem that it is missing on the setting that names it. */
export function findColumn(
  schema: Schema,
  name: string | null,
  place: ProblemPlace,
  problems: Problem[],
): Column | null {
  if (name === null || name === '') {
    problems.push(problem('step.column-unchosen', {}, place))
    return null
  }
  const found = schema.find((column) => column.name === name)
  if (found) return found
  const closest = closestName(
    name,
    schema.map((column) => column.name),
  )
  problems.push(
    closest === null
      ? problem('step.column-unknown', { column: name }, place)
      : problem('step.column-missing', { column: name, closest }, place),
  )
  return null
}

// eslint-disable-next-line no-control-regex -- a column name may hold anything but these
const control = /[\0-\x1f\x7f]/

/** Checks a column name people wrote; `taken` remembers it for the next. */
export function checkName(
  name: string,
  place: ProblemPlace,
  taken: Set<string>,
  problems: Problem[],
): void {
  if (name.trim() === '') problems.push(problem('step.name-missing', {}, place))
  else if (name.length > 200 || control.test(name))
    problems.push(problem('step.name-unfit', {}, place))
  else if (taken.has(foldName(name))) problems.push(problem('step.name-taken', { name }, place))
  taken.add(foldName(name))
}
