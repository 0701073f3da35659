import type { LocalText } from '@weft/kernel'
import type { Blobs } from '../../store/blobs.ts'
import type { Transaction } from '../../store/store.ts'
import type { StoredColumn } from '../../store/tables/catalogue-tables.ts'
import { appendEvent } from '../audit/index.ts'
import type { ReadTable } from './read-table-file.ts'

/** A dataset to be registered. */
export interface NewDataset {
  readonly id: string
  readonly sector: string
  readonly title: LocalText
  readonly description: LocalText
  readonly owner: string
  readonly licence: {
    readonly spdx: string
    readonly statement: string
    readonly attribution: string
  }
  readonly source: {
    readonly name: string
    readonly publisher: string
    readonly derivation: LocalText
  }
  readonly columns: readonly StoredColumn[]
  readonly table: ReadTable
  /** Blob of the CSV file. */
  readonly csv: string
  readonly sizeBytes: number
  /** Who registers it; null for the server itself. */
  readonly person: string | null
  readonly at: Date
}

/** Keeps the sample and registers the dataset. */
export async function addDataset(
  transaction: Transaction,
  blobs: Blobs,
  dataset: NewDataset,
): Promise<void> {
  const digest = await blobs.put(dataset.table.arrow)
  await transaction
    .insertInto('dataset')
    .values({
      id: dataset.id,
      sector: dataset.sector,
      title: JSON.stringify(dataset.title),
      description: JSON.stringify(dataset.description),
      owner: dataset.owner,
      licence: JSON.stringify(dataset.licence),
      source: JSON.stringify(dataset.source),
      rows: dataset.table.rows,
      size_bytes: dataset.sizeBytes,
      columns: JSON.stringify(dataset.columns),
      profile: JSON.stringify(dataset.table.profile),
      first_rows: JSON.stringify(dataset.table.firstRows),
      digest,
      csv: dataset.csv,
      registered_at: dataset.at,
    })
    .execute()
  await appendEvent(transaction, {
    at: dataset.at,
    actor: { person: dataset.person, organisation: dataset.owner },
    event: 'dataset.registered',
    subject: dataset.id,
    details: { digest, rows: dataset.table.rows, csv: dataset.csv },
  })
}
