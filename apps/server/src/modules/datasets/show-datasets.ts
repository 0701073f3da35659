import type { datasetRoutes } from '@weft/api-contract'
import type { Selectable } from 'kysely'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { DatasetRow } from '../../store/tables/catalogue-tables.ts'
import { readOrganisationRefs, unknownOrganisation } from '../accounts/index.ts'

type Entry = AnswerOf<typeof datasetRoutes.listDatasets>[number]

/** The columns an entry is made of: all but the large ones. */
export const entryColumns = [
  'id',
  'sector',
  'title',
  'description',
  'owner',
  'licence',
  'rows',
  'size_bytes',
  'columns',
  'digest',
  'registered_at',
] as const

/** Shows datasets as catalogue entries. */
export async function showDatasets(
  reader: Reader,
  rows: readonly Pick<Selectable<DatasetRow>, (typeof entryColumns)[number]>[],
): Promise<Entry[]> {
  const owners = await readOrganisationRefs(
    reader,
    rows.map(({ owner }) => owner),
  )
  return rows.map((row) => ({
    id: row.id,
    identifier: `/id/dataset/${row.id}`,
    sector: row.sector as Entry['sector'],
    title: row.title,
    description: row.description,
    owner: owners.get(row.owner) ?? unknownOrganisation(row.owner),
    licence: row.licence,
    rows: row.rows,
    sizeBytes: row.size_bytes,
    columns: row.columns.map((column) => ({
      ...column,
      role: column.role as Entry['columns'][number]['role'],
    })),
    digest: row.digest,
    registeredAt: row.registered_at.toISOString(),
  }))
}
