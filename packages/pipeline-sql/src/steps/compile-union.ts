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
import { brokenDraft, draftOf, type StepDraft, type StepInput } from './step-draft.ts'

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

function slotColumn(slot: Slot, problems: Problem[]): Column {
  const present = slot.filter((column) => column !== null)
  const name = present[0]?.name ?? ''
  let type = present[0]?.type ?? 'VARCHAR'
  for (const column of present) {
    // As in the engine, anything stacks with text and becomes text.
    const text = familyOf(column.type) === 'text' || familyOf(type) === 'text'
    const shared = text ? 'VARCHAR' : commonType(type, column.type)
    if (shared === null) {
      const args = { column: name, first: type, other: column.type }
      problems.push(problem('union.types-differ', args, { setting: 'match' }))
    } else type = shared
  }
  return { name, type }
}

/** Stacks the rows of its inputs; by name, a column an input does not have is empty for its rows. */
export function compileUnion(settings: StepSettings['union'], { inputs }: CompileScope): StepDraft {
  const problems: Problem[] = []
  const slots = settings.match === 'name' ? slotsByName(inputs) : slotsByPosition(inputs, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const columns = slots.map((slot) => ({
    ...slotColumn(slot, problems),
    origins: slot.flatMap((column, input) => (column ? [{ input, column: column.name }] : [])),
  }))
  const selects = inputs.map(({ table }, input) => {
    const list = columns.map(({ name, type }, index) => {
      const column = slots[index]?.[input]
      const value = column
        ? castSql(quoteName(column.name), column.type, type)
        : `CAST(NULL AS ${type})`
      return `${value} AS ${quoteName(name)}`
    })
    return `SELECT ${list.join(', ')} FROM ${quoteName(table)}`
  })
  const body = selects.join(settings.distinct ? ' UNION ' : ' UNION ALL ')
  const sql = selects.length === 1 && settings.distinct ? `SELECT DISTINCT * FROM (${body})` : body
  return draftOf(problems, columns, sql, false)
}
