/** Which tables the running engine holds, with their rows, least recently used first. */
export interface TableCache {
  rows(table: string): number | undefined
  put(table: string, rows: number): void
  touch(table: string): void
  /** The less recently used half of the tables that may go; the caller drops them. */
  evict(keep: ReadonlySet<string>): readonly string[]
  clear(): void
}

/** Opens an empty record. */
export function openTableCache(): TableCache {
  const rowsOf = new Map<string, number>()
  const put = (table: string, rows: number) => {
    rowsOf.delete(table)
    rowsOf.set(table, rows)
  }
  return {
    rows: (table) => rowsOf.get(table),
    put,
    touch: (table) => {
      const rows = rowsOf.get(table)
      if (rows !== undefined) put(table, rows)
    },
    evict: (keep) => {
      const loose = [...rowsOf.keys()].filter((table) => !keep.has(table))
      const leaving = loose.slice(0, Math.ceil(loose.length / 2))
      for (const table of leaving) rowsOf.delete(table)
      return leaving
    },
    clear: () => rowsOf.clear(),
  }
}
