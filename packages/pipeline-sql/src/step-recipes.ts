import type { CompiledPipeline, CompiledTable } from './compiled-pipeline.ts'
import { viewTables, type ViewChain } from './storage-plan.ts'

/** How one table of a pipeline is made. */
export interface StepRecipe {
  readonly table: string
  readonly sql: string
  readonly inputs: readonly string[]
  /** True when it is worked out inside what reads it and takes no memory of its own. */
  readonly isView: boolean
  /** True for a view that only names columns: reading it anew is free, and it is never stored. */
  readonly isFree: boolean
  /** True when it has exactly the rows of its one input. */
  readonly keepsRows: boolean
}

const plans = new WeakMap<CompiledPipeline, ReadonlyMap<string, ViewChain>>()

/** The tables of a pipeline that are not stored, worked out once for each compiled pipeline. */
export function plannedViews(compiled: CompiledPipeline): ReadonlyMap<string, ViewChain> {
  const known = plans.get(compiled)
  if (known) return known
  const views = viewTables(compiled)
  plans.set(compiled, views)
  return views
}

/** The tables a table is computed from, in the order of the flow, itself last. */
export function tablesFor(compiled: CompiledPipeline, target: string): readonly CompiledTable[] {
  const wanted = new Set([target])
  // Inputs stand before what reads them, so one walk from the end finds all.
  const needed = compiled.tables.toReversed().filter((one) => {
    if (!wanted.has(one.table)) return false
    for (const input of one.inputs) wanted.add(input)
    return true
  })
  const seen = new Set<string>()
  return needed.toReversed().filter((one) => !seen.has(one.table) && seen.add(one.table))
}

/** The tables that are worked out inside this one, each after those it reads itself. */
export function viewsBehind(compiled: CompiledPipeline, target: string): readonly CompiledTable[] {
  const views = plannedViews(compiled)
  const seen = new Set<string>()
  const byName = new Map(compiled.tables.map((one) => [one.table, one]))
  const visit = (table: string): void => {
    for (const input of byName.get(table)?.inputs ?? []) {
      if (!views.has(input) || seen.has(input)) continue
      visit(input)
      seen.add(input)
    }
  }
  visit(target)
  return [...seen].flatMap((table) => byName.get(table) ?? [])
}

/** The recipes that build a table from nothing but sources. */
export function recipesFor(compiled: CompiledPipeline, target: string): readonly StepRecipe[] {
  const views = plannedViews(compiled)
  return tablesFor(compiled, target).map(({ table, sql, inputs, reach }) => ({
    table,
    sql,
    inputs,
    isView: views.has(table),
    isFree: views.get(table)?.isFree ?? false,
    keepsRows: reach === 'names' || reach === 'values',
  }))
}
