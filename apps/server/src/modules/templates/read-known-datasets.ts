import type { LocalText } from '@weft/kernel'
import type { OfferedColumn } from '@weft/template-model'
import type { Reader } from '../../store/store.ts'

/** What the catalogue says of datasets, by id; one that is not there is missing. */
export async function readKnownDatasets(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { title: LocalText; columns: readonly OfferedColumn[] }>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('dataset')
    .select(['id', 'title', 'columns'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, title, columns }) => [
      id,
      { title, columns: columns.map(({ name, type, role, unit }) => ({ name, type, role, unit })) },
    ]),
  )
}
