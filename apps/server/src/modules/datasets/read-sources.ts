import type { LocalText } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { Blobs } from '../../store/blobs.ts'
import type { Reader } from '../../store/store.ts'
import {
  readOrganisationRefs,
  unknownOrganisation,
  type OrganisationRef,
} from '../accounts/index.ts'

/** A dataset as pipelines and releases need it. */
export interface DatasetSource {
  readonly id: string
  readonly title: LocalText
  readonly owner: OrganisationRef
  readonly attribution: string
  readonly schema: Schema
  /** SHA-256 of the Arrow sample. */
  readonly digest: string
  readonly csvPath: string
}

/** Datasets by id for compiling and running pipelines; give ids, or null for all. */
export async function readSources(
  reader: Reader,
  blobs: Blobs,
  ids: readonly string[] | null,
): Promise<Readonly<Record<string, DatasetSource>>> {
  if (ids?.length === 0) return {}
  let query = reader
    .selectFrom('dataset')
    .select(['id', 'title', 'owner', 'licence', 'columns', 'digest', 'csv'])
  if (ids) query = query.where('id', 'in', [...ids])
  const rows = await query.execute()
  const owners = await readOrganisationRefs(
    reader,
    rows.map(({ owner }) => owner),
  )
  return Object.fromEntries(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        owner: owners.get(row.owner) ?? unknownOrganisation(row.owner),
        attribution: row.licence.attribution,
        schema: row.columns.map(({ name, type }) => ({ name, type })),
        digest: row.digest,
        csvPath: blobs.path(row.csv),
      },
    ]),
  )
}
