import type { UpdateLog } from './update-log.ts'

interface Entry {
  snapshot: Uint8Array
  updates: { readonly number: number; readonly bytes: Uint8Array }[]
  through: number
}

/** An update log that lives as long as the test that made it. */
export interface MemoryUpdateLog extends UpdateLog {
  create(document: string, snapshot: Uint8Array): Promise<void>
}

/** Opens an update log in memory. */
export function openMemoryUpdateLog(): MemoryUpdateLog {
  const entries = new Map<string, Entry>()
  const entryOf = (document: string): Entry => {
    const entry = entries.get(document)
    if (!entry) throw new Error(`There is no document ${document}`)
    return entry
  }
  return {
    create: async (document, snapshot) => {
      if (entries.has(document)) throw new Error(`Document ${document} has been created already`)
      entries.set(document, { snapshot, updates: [], through: 0 })
    },
    append: async (document, updates) => {
      const entry = entryOf(document)
      for (const bytes of updates) entry.updates.push({ number: ++entry.through, bytes })
      return entry.through
    },
    load: async (document) => {
      const entry = entries.get(document)
      if (!entry) return null
      const updates = entry.updates.map(({ bytes }) => bytes)
      return { snapshot: entry.snapshot, updates, through: entry.through }
    },
    compact: async (document, snapshot, through) => {
      const entry = entryOf(document)
      const first = entry.updates[0]?.number ?? entry.through + 1
      if (through < first) return
      entry.snapshot = snapshot
      entry.updates = entry.updates.filter(({ number }) => number > through)
    },
  }
}
