import {
  foldName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import {
  brokenDraft,
  draftOf,
  type ColumnOrigin,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Slot = readonly (Column | null)[]

function slotsByName(inputs: readonly StepInput[]): readonly Slot[] {
  const found = inputs.map(({ schema }) => {
    const byName = new Map<string, Column>()
    for (const column of schema) {
      const name = foldName(column.name)
      if (!byName.has(name)) byName.set(name, column)
    }
    return byName
  })
  const names = new Set(found.flatMap((byName) => [...byName.keys()]))
  return [...names].map((name) => found.map((byName) => byName.get(name) ?? null))
}

function slotsByPosition(inputs: readonly StepInput[], problems: Problem[]): readonly Slot[] {
  const first = inputs[0]?.schema.length ?? 0
  inputs.forEach(({ schema }, index) => {
    if (schema.length === first) return
    const args = { input: index + 1, count: schema.length, first }
    problems.push(problem('union.counts-differ', args, { setting: 'match' }))
  })
  return Array.from({ length: first }, (_, index) =>
    inputs.map(({ schema }) => schema[index] ?? null),
  )
}

/** The type values of both stack to; null where they do not. */
function stackedType(type: string, other: string): string | null {
  if (type === other) return type
  // As in the engine, anything stacks with text and becomes text.
  const hasText = familyOf(other) === 'text' || familyOf(type) === 'text'
  return hasText ? 'VARCHAR' : commonType(type, other)
}

/** The column a slot becomes, and what it is in each input. */
function slotColumn(slot: Slot, problems: Problem[]): DraftColumn {
  let first: Column | null = null
  let type = ''
  const origins: ColumnOrigin[] = []
  slot.forEach((column, input) => {
    if (!column) return
    origins.push({ input, column: column.name })
    first ??= column
    const shared = stackedType(type || column.type, column.type)
    if (shared !== null) type = shared
    else {
      const args = { column: first.name, first: type, other: column.type }
      problems.push(problem('union.types-differ', args, { setting: 'match' }))
    }
  })
  const name = slot.find((column) => column !== null)?.name ?? ''
  return { name, type: type || 'VARCHAR', sql: quoteName(name), origins }
}

/** Stacks the rows of its inputs; by name, a column an input does not have is empty for its rows. */
export function compileUnion(settings: StepSettings['union'], { inputs }: CompileScope): StepDraft {
  const problems: Problem[] = []
  const slots = settings.match === 'name' ? slotsByName(inputs) : slotsByPosition(inputs, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const columns = slots.map((slot) => slotColumn(slot, problems))
  const selects = inputs.map(({ table }, input) => {
    const list = columns.map(({ name, type, sql }, index) => {
      const column = slots[index]?.[input]
      if (!column) return `CAST(NULL AS ${type}) AS ${sql}`
      const own = column.name === name ? sql : quoteName(column.name)
      return `${castSql(own, column.type, type)} AS ${sql}`
    })
    return `SELECT ${list.join(', ')} FROM ${quoteName(table)}`
  })
  const body = selects.join(settings.distinct ? ' UNION ' : ' UNION ALL ')
  const sql = selects.length === 1 && settings.distinct ? `SELECT DISTINCT * FROM (${body})` : body
  return draftOf(problems, columns, sql, false)
}
