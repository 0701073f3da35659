import type { TableRecipe } from './query-engine.ts'
import type { TableCache } from './table-cache.ts'

/** What stands on what: a view is only there while everything it looks at is. */
export interface TableRelations {
  /** Whether a table can be read now: it is held, and so is all it looks at when it is a view. */
  isThere(table: string): boolean
  /** The tables, and everything they look at through views. */
  standingOn(tables: readonly string[]): ReadonlySet<string>
  /** The views that a reader of these tables looks through, each after those it looks through itself. */
  viewsBehind(tables: readonly string[]): readonly string[]
}

/** Reads the relations from what the engine holds and how it was made. */
export function openTableRelations(
  cache: TableCache,
  recipes: ReadonlyMap<string, TableRecipe>,
): TableRelations {
  const looksAt = (table: string): readonly string[] =>
    cache.read(table)?.isView ? (recipes.get(table)?.inputs ?? []) : []
  const collect = (tables: readonly string[]): ReadonlySet<string> => {
    const found = new Set<string>()
    const visit = (table: string): void => {
      if (found.has(table)) return
      for (const below of looksAt(table)) visit(below)
      found.add(table)
    }
    tables.forEach(visit)
    return found
  }
  return {
    isThere: (table) => [...collect([table])].every((needed) => cache.read(needed) !== undefined),
    standingOn: collect,
    viewsBehind: (tables) => [...collect(tables)].filter((table) => cache.read(table)?.isView),
  }
}
