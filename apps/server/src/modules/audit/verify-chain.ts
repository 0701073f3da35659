import type { Reader } from '../../store/store.ts'
import { chainStart, eventHash } from './event-hash.ts'

/** Whether the chain holds; if not, the index of the first event that does not fit. */
export type ChainVerdict =
  | { readonly holds: true; readonly events: number }
  | { readonly holds: false; readonly brokenAt: number }

const batch = 1000

/** Walks the whole chain from its start and recomputes every hash. */
export async function verifyChain(store: Reader): Promise<ChainVerdict> {
  let expected = 1
  let previous = chainStart
  for (;;) {
    const rows = await store
      .selectFrom('audit_event')
      .selectAll()
      .where('index', '>=', expected)
      .orderBy('index')
      .limit(batch)
      .execute()
    for (const { hash, ...row } of rows) {
      const fits = row.index === expected && row.previous_hash === previous
      if (!fits || eventHash(row) !== hash) return { holds: false, brokenAt: expected }
      previous = hash
      expected += 1
    }
    if (rows.length < batch) return { holds: true, events: expected - 1 }
  }
}
