import { accept, refuse, type Outcome } from '@weft/kernel'

/** Gives the Arrow IPC stream of a table, telling on the way how much has come (0 to 1). */
export type LoadSource = (tell: (share: number) => void) => Promise<Uint8Array>

/** The Arrow bytes of datasets: loaded when first needed, kept for restarts while there is room, loaded again otherwise. */
export interface SourceShelf {
  add(table: string, load: LoadSource): void
  has(table: string): boolean
  /** The bytes, when they are here now. */
  peek(table: string): Uint8Array | null
  /** How much of a table that is being loaded has come, 0 to 1. */
  share(table: string): number
  /** Hears of every advance of a download. */
  watch(listener: () => void): () => void
  take(table: string): Promise<Outcome<Uint8Array>>
}

/** Opens a shelf that keeps at most so many bytes. */
export function openSourceShelf(keptBytes: number): SourceShelf {
  const loads = new Map<string, LoadSource>()
  const kept = new Map<string, Uint8Array>()
  const underway = new Map<string, Promise<Outcome<Uint8Array>>>()
  const shares = new Map<string, number>()
  const listeners = new Set<() => void>()

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

  const load = async (table: string, begin: LoadSource): Promise<Outcome<Uint8Array>> => {
    try {
      const bytes = await begin((share) => {
        shares.set(table, share)
        for (const listener of listeners) listener()
      })
      keep(table, bytes)
      return accept(bytes)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return refuse('engine.source-not-loaded', { table, message })
    } finally {
      underway.delete(table)
      shares.delete(table)
    }
  }

  return {
    add: (table, begin) => {
      if (!loads.has(table)) loads.set(table, begin)
    },
    has: (table) => loads.has(table),
    peek: (table) => kept.get(table) ?? null,
    share: (table) => (kept.has(table) ? 1 : (shares.get(table) ?? 0)),
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    take: (table) => {
      const there = kept.get(table)
      if (there) return Promise.resolve(accept(there))
      const begin = loads.get(table)
      if (!begin) return Promise.resolve(refuse('engine.unknown-table', { table }))
      // Begun a moment later, so that even a load that fails at once is first known as underway.
      const loading = underway.get(table) ?? Promise.resolve().then(() => load(table, begin))
      underway.set(table, loading)
      return loading
    },
  }
}
