import type { Store } from '../store/store.ts'

/** The numbers of the last updates stored of some documents, for the log in the store. */
export async function readThroughs(
  store: Store,
  documents: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await store
    .selectFrom('sync_document')
    .select(['id', 'through'])
    .where('id', 'in', [...documents])
    .execute()
  return new Map(rows.map(({ id, through }) => [id, through]))
}
