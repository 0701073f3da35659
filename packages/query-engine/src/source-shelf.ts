import { accept, refuse, type Outcome } from '@weft/kernel'

/** The Arrow bytes of datasets: loaded when first needed, kept for restarts while there is room, loaded again otherwise. */
export interface SourceShelf {
  add(table: string, load: () => Promise<Uint8Array>): void
  has(table: string): boolean
  /** Begins loading without waiting. */
  warm(table: string): void
  take(table: string): Promise<Outcome<Uint8Array>>
}

/** Opens a shelf that keeps at most so many bytes. */
export function openSourceShelf(keptBytes: number): SourceShelf {
  const loads = new Map<string, () => Promise<Uint8Array>>()
  const kept = new Map<string, Uint8Array>()
  const underway = new Map<string, Promise<Outcome<Uint8Array>>>()

  const keep = (table: string, bytes: Uint8Array) => {
    kept.delete(table)
    kept.set(table, bytes)
    let total = [...kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
    for (const [other, { byteLength }] of kept) {
      if (total <= keptBytes) return
      kept.delete(other)
      total -= byteLength
    }
  }

  const load = async (table: string): Promise<Outcome<Uint8Array>> => {
    const begin = loads.get(table)
    if (!begin) return refuse('engine.unknown-table', { table })
    try {
      const bytes = await begin()
      keep(table, bytes)
      return accept(bytes)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return refuse('engine.source-not-loaded', { table, message })
    } finally {
      underway.delete(table)
    }
  }

  const take = (table: string): Promise<Outcome<Uint8Array>> => {
    const there = kept.get(table)
    if (there) return Promise.resolve(accept(there))
    const loading = underway.get(table) ?? load(table)
    underway.set(table, loading)
    void loading.finally(() => underway.delete(table))
    return loading
  }

  return {
    add: (table, begin) => {
      if (!loads.has(table)) loads.set(table, begin)
    },
    has: (table) => loads.has(table),
    warm: (table) => {
      if (loads.has(table)) void take(table)
    },
    take,
  }
}
