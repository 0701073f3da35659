import { accept, refuse, type Outcome } from '@weft/kernel'
import type { TableRecipe } from './query-engine.ts'

/** One table to make: from a recipe, or a dataset to insert when the recipe is null. */
export interface PlannedTable {
  readonly table: string
  readonly recipe: TableRecipe | null
}

/** What is there already and what could be made. */
export interface KnownTables {
  isThere(table: string): boolean
  isSource(table: string): boolean
  recipeOf(table: string): TableRecipe | undefined
}

/** The missing tables that make the targets, each after what it reads. */
export function planTables(
  targets: readonly string[],
  known: KnownTables,
): Outcome<readonly PlannedTable[]> {
  const plan: PlannedTable[] = []
  const seen = new Set<string>()
  const missing: string[] = []
  const visit = (table: string) => {
    if (seen.has(table)) return
    seen.add(table)
    if (known.isThere(table)) return
    const recipe = known.recipeOf(table) ?? null
    if (!recipe && !known.isSource(table)) missing.push(table)
    for (const input of recipe?.inputs ?? []) visit(input)
    plan.push({ table, recipe })
  }
  for (const target of targets) visit(target)
  const [unknown] = missing
  return unknown === undefined ? accept(plan) : refuse('engine.unknown-table', { table: unknown })
}
