import type { WrittenBy } from '@weft/documents'
import type { Clock } from '@weft/kernel'
import { firstClocks } from '@weft/sync-protocol'
import type { Reader, Store } from '../../store/store.ts'
import type { NewUpdate } from '../../sync/index.ts'

/** Remembers whose windows wrote in a document; the server says whose, never the client. */
export interface WriterLedger {
  /** Notes the writers of stored updates; quick, the store is written to later. */
  note(document: string, updates: readonly NewUpdate[]): void
  /** Writes what was noted and is not stored yet. */
  flush(): Promise<void>
}

/** Somebody who wrote, for an organisation. */
export interface Writer {
  readonly person: string
  readonly organisation: string
}

/** From which clock on a window's edits are by whom. */
interface Stretch extends Writer {
  readonly document: string
  readonly client: number
  readonly clock: number
}

// Windows of the busiest documents; one forgotten is only noted once more.
const mostRemembered = 20_000

/** Opens the ledger. */
export function openWriterLedger({
  store,
  now,
}: {
  readonly store: Store
  readonly now: Clock
}): WriterLedger {
  const last = new Map<string, string>()
  let waiting: Stretch[] = []

  const remember = (window: string, author: string): boolean => {
    if (last.get(window) === author) return false
    if (last.size >= mostRemembered) last.clear()
    last.set(window, author)
    return true
  }

  return {
    note: (document, updates) => {
      for (const { bytes, author } of updates) {
        const { person, organisation } = author
        if (person === '') continue
        for (const { client, clock } of firstClocks(bytes)) {
          if (!remember(`${document} ${client}`, `${person} ${organisation}`)) continue
          waiting.push({ document, client, clock, person, organisation })
        }
      }
    },
    flush: async () => {
      const rows = waiting
      if (rows.length === 0) return
      waiting = []
      const since = new Date(now())
      try {
        await store
          .insertInto('document_writer')
          .values(rows.map((row) => ({ ...row, since })))
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      } catch (cause) {
        waiting = [...rows, ...waiting]
        throw cause
      }
    },
  }
}

/** Finds who wrote with a window at a clock; null when only the space itself did. */
export type FindWriter = (written: WrittenBy | null) => Writer | null

/** Reads whose windows wrote in a document. */
export async function readWriters(
  store: Reader,
  document: string,
): Promise<{ readonly stretches: readonly Stretch[]; readonly find: FindWriter }> {
  const stretches = await store
    .selectFrom('document_writer')
    .select(['document', 'client', 'clock', 'person', 'organisation'])
    .where('document', '=', document)
    .orderBy('client')
    .orderBy('clock')
    .execute()
  const byClient = new Map<number, Stretch[]>()
  for (const stretch of stretches) {
    const known = byClient.get(stretch.client)
    if (known) known.push(stretch)
    else byClient.set(stretch.client, [stretch])
  }
  const find: FindWriter = (written) => {
    const of = written ? byClient.get(written.client) : undefined
    // The window's first stretch also covers what was written before anybody took note.
    const found = of?.findLast(({ clock }) => clock <= (written?.clock ?? 0)) ?? of?.[0]
    return found ? { person: found.person, organisation: found.organisation } : null
  }
  return { stretches, find }
}
