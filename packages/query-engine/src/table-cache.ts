/** A table the running engine holds: its rows, when somebody counted them, and whether it is only a view of others. */
export interface CachedTable {
  readonly rows: number | null
  readonly isView: boolean
}

/** Which tables the running engine holds, least recently used first. */
export interface TableCache {
  read(table: string): CachedTable | undefined
  put(table: string, entry: CachedTable): void
  touch(table: string): void
  forget(table: string): void
  /** The less recently used half of the tables that may go; the caller drops them. Views take no memory and stay. */
  evict(keep: ReadonlySet<string>): readonly string[]
  clear(): void
}

/** Opens an empty record. */
export function openTableCache(): TableCache {
  const entries = new Map<string, CachedTable>()
  const put = (table: string, entry: CachedTable) => {
    entries.delete(table)
    entries.set(table, entry)
  }
  return {
    read: (table) => entries.get(table),
    put,
    touch: (table) => {
      const entry = entries.get(table)
      if (entry) put(table, entry)
    },
    forget: (table) => {
      entries.delete(table)
    },
    evict: (keep) => {
      const loose = [...entries].filter(([table, { isView }]) => !isView && !keep.has(table))
      const leaving = loose.slice(0, Math.ceil(loose.length / 2)).map(([table]) => table)
      for (const table of leaving) entries.delete(table)
      return leaving
    },
    clear: () => entries.clear(),
  }
}
