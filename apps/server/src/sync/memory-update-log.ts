import type { Clock } from '@weft/kernel'
import { sumContributions } from './sum-contributions.ts'
import type { Contribution, NewUpdate, UpdateLog } from './update-log.ts'

interface Entry {
  snapshot: Uint8Array
  snapshotThrough: number
  updates: { readonly number: number; readonly update: NewUpdate; readonly at: number }[]
  through: number
  compacted: readonly Contribution[]
}

/** An update log that lives as long as the test that made it. */
export interface MemoryUpdateLog extends UpdateLog {
  create(document: string, snapshot: Uint8Array): Promise<void>
}

function contributionsOf(entries: Entry['updates']): Contribution[] {
  return entries.map(({ update, at }) => ({
    ...update.author,
    edits: update.edits,
    sizeBytes: update.bytes.length,
    lastAt: at,
  }))
}

/** Opens an update log in memory. */
export function openMemoryUpdateLog(now: Clock = Date.now): MemoryUpdateLog {
  const entries = new Map<string, Entry>()
  const entryOf = (document: string): Entry => {
    const entry = entries.get(document)
    if (!entry) throw new Error(`There is no document ${document}`)
    return entry
  }
  const after = (entry: Entry, least: number): Uint8Array[] =>
    entry.updates.filter(({ number }) => number > least).map(({ update }) => update.bytes)
  return {
    create: async (document, snapshot) => {
      if (entries.has(document)) throw new Error(`Document ${document} has been created already`)
      const empty = { updates: [], through: 0, snapshotThrough: 0, compacted: [] }
      entries.set(document, { snapshot, ...empty })
    },
    append: async (document, updates) => {
      const entry = entryOf(document)
      for (const update of updates) {
        entry.updates.push({ number: ++entry.through, update, at: now() })
      }
      return entry.through
    },
    load: async (document) => {
      const entry = entries.get(document)
      if (!entry) return null
      const { snapshot, through } = entry
      return { snapshot, updates: after(entry, 0), through, damaged: 0 }
    },
    loadAfter: async (document, number) => {
      const entry = entryOf(document)
      if (number < entry.snapshotThrough) return null
      return { updates: after(entry, number), through: entry.through }
    },
    compact: async (document, snapshot, through) => {
      const entry = entryOf(document)
      if (through <= entry.snapshotThrough) return
      const gone = entry.updates.filter(({ number }) => number <= through)
      entry.compacted = sumContributions([...entry.compacted, ...contributionsOf(gone)])
      entry.snapshot = snapshot
      entry.snapshotThrough = through
      entry.updates = entry.updates.filter(({ number }) => number > through)
    },
    contributions: async (document) => {
      const entry = entryOf(document)
      return sumContributions([...entry.compacted, ...contributionsOf(entry.updates)])
    },
  }
}
