import { closestName } from '../closest-name.ts'
import { quoteName } from '../quoting.ts'
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
  /** Which of the step's inputs it is; origins of columns name it. */
  readonly index: number
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

/**
 * What the rows of a result are made of, from the least to the most: columns under new names; values computed in each row;
 * rows of one input, chosen one by one; or anything that looks at many rows at once.
 */
export type Reach = 'names' | 'values' | 'rows' | 'all'

/** What leaves a step at one port; without a schema when a problem stands in the way. */
export interface PortDraft {
  readonly schema: Schema | null
  readonly sql: string | null
  readonly lineage: ColumnLineage
  readonly reach: Reach
}

/** What a step comes to over its inputs; its own fields tell of the port `main`. */
export interface StepDraft extends PortDraft {
  readonly problems: readonly Problem[]
  readonly ordered: boolean
  /** What leaves at the other ports. */
  readonly asides: Readonly<Record<string, PortDraft>>
  /** SELECTs over the inputs that tell more of the step than its rows do, by name. */
  readonly probes: Readonly<Record<string, string>>
  /** The engine's table a source reads; null for a step that reads its inputs. */
  readonly table: string | null
  /** The input that is handed on as it is. */
  readonly same: StepInput | null
}

const plain = { asides: {}, probes: {}, table: null, same: null } as const

/** A step that cannot have a result. */
export function brokenDraft(problems: readonly Problem[]): StepDraft {
  return { problems, schema: null, sql: null, lineage: {}, reach: 'all', ordered: false, ...plain }
}

/** What leaves a port with these columns. */
export function portOf(
  columns: readonly Pick<DraftColumn, 'name' | 'type' | 'origins'>[],
  sql: string,
  reach: Reach = 'all',
): PortDraft {
  const shape = passedShapes.get(columns)
  if (shape) return { schema: shape.schema, sql, lineage: shape.lineage, reach }
  return {
    schema: columns.map(({ name, type }) => ({ name, type })),
    sql,
    lineage: Object.fromEntries(columns.map(({ name, origins }) => [name, origins])),
    reach,
  }
}

/** A step with these columns, unless one of the problems is an error. */
export function draftOf(
  problems: readonly Problem[],
  columns: readonly Pick<DraftColumn, 'name' | 'type' | 'origins'>[],
  sql: string,
  ordered: boolean,
  more: Partial<Pick<StepDraft, 'asides' | 'probes' | 'table' | 'same' | 'reach'>> = {},
): StepDraft {
  if (hasErrors(problems)) return brokenDraft(problems)
  return { ...portOf(columns, sql), problems, ordered, ...plain, ...more }
}

interface PassedColumns {
  readonly columns: readonly DraftColumn[]
  readonly names: string
  readonly schema: Schema
  readonly lineage: ColumnLineage
}

// Most steps hand on most columns: what follows from a list of columns alone is worked out once for the list.
const passedSchemas = new WeakMap<Schema, PassedColumns[]>()
const passedShapes = new WeakMap<object, PassedColumns>()

function passed({ schema, index }: StepInput): PassedColumns {
  const known = passedSchemas.get(schema)?.[index]
  if (known) return known
  const columns = schema.map(({ name, type }): DraftColumn => ({
    name,
    type,
    sql: quoteName(name),
    origins: [{ input: index, column: name }],
  }))
  const made: PassedColumns = {
    columns,
    names: columns.map(({ sql }) => sql).join(', '),
    schema,
    lineage: Object.fromEntries(columns.map(({ name, origins }) => [name, origins])),
  }
  const byIndex = passedSchemas.get(schema) ?? []
  byIndex[index] = made
  passedSchemas.set(schema, byIndex)
  passedShapes.set(columns, made)
  return made
}

/** The columns of an input as they are. */
export function passColumns(input: StepInput): readonly DraftColumn[] {
  return passed(input).columns
}

/** The names of the columns of an input, as a SELECT lists them. */
export function passedNames(input: StepInput): string {
  return passed(input).names
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

/** Checks that no column before has the name; `taken` remembers it for the next. */
export function takeName(
  name: string,
  place: ProblemPlace,
  taken: Set<string>,
  problems: Problem[],
): void {
  if (taken.has(foldName(name))) problems.push(problem('step.name-taken', { name }, place))
  taken.add(foldName(name))
}

/** Checks a text people wrote to follow names: the engine must take them with it as they are. */
export function checkSuffix(suffix: string, problems: Problem[]): void {
  if (suffix.length > 200 || control.test(suffix))
    problems.push(problem('step.name-unfit', {}, { setting: 'suffix' }))
}

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
  else {
    takeName(name, place, taken, problems)
    return
  }
  taken.add(foldName(name))
}

/** The columns of a SELECT, each under its name. */
export function selectList(columns: readonly Pick<DraftColumn, 'sql' | 'name'>[]): string {
  return columns.map((column) => `${column.sql} AS ${quoteName(column.name)}`).join(', ')
}

/** Where columns of an input come from. */
export function originsIn(input: StepInput, names: readonly string[]): readonly ColumnOrigin[] {
  return [...new Set(names)].map((column) => ({ input: input.index, column }))
}

/** The columns with one more; one of the same name gives up its place. */
export function withColumn(
  columns: readonly DraftColumn[],
  column: DraftColumn,
): readonly DraftColumn[] {
  const at = columns.findIndex((one) => foldName(one.name) === foldName(column.name))
  return at < 0 ? [...columns, column] : columns.with(at, column)
}

/** Finds every column that items name; broken ones are put down as problems. */
export function findColumns(
  items: readonly { readonly id: string; readonly column: string }[],
  setting: string,
  input: StepInput,
  problems: Problem[],
): readonly Column[] {
  const found = items.flatMap(
    ({ id, column }) => findColumn(input.schema, column, { setting, item: id }, problems) ?? [],
  )
  return [...new Set(found)]
}
