import type { BodyOf, datasetRoutes } from '@weft/api-contract'
import { accept, newId, refuse, type Outcome } from '@weft/kernel'
import { readFile } from 'node:fs/promises'
import type { Selectable } from 'kysely'
import type { AnswerOf, Handlers } from '../../http/handler.ts'
import type { UploadRow } from '../../store/tables/catalogue-tables.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { addDataset } from './add-dataset.ts'
import type { DatasetDeps } from './dataset-handlers.ts'
import { readTableFile, type ReadTable } from './read-table-file.ts'
import { receiveTable } from './receive-table.ts'
import { entryColumns, showDatasets } from './show-datasets.ts'

type Routes = Pick<typeof datasetRoutes, 'uploadCsv' | 'uploadTable' | 'registerDataset'>
type Draft = BodyOf<typeof datasetRoutes.registerDataset>

async function register(
  deps: DatasetDeps,
  caller: MemberCaller,
  upload: Selectable<UploadRow>,
  draft: Draft,
): Promise<Outcome<string>> {
  const table = await readTableFile(deps.blobs.path(upload.csv), upload.columns)
  if (!table.ok) return table
  const id = `ds_${newId('up', deps.random).slice(3)}`
  await deps.store.transaction().execute(async (transaction) => {
    await addDataset(transaction, deps.blobs, {
      id,
      sector: draft.sector,
      title: draft.title,
      description: draft.description,
      owner: caller.organisation,
      licence: draft.licence,
      source: { name: 'upload', publisher: '', derivation: {} },
      // Types come from the file, never from the draft.
      columns: upload.columns.map(({ name, type }) => {
        const described = draft.columns.find((column) => column.name === name)
        return {
          name,
          type,
          unit: described?.unit ?? null,
          description: described?.description ?? {},
          role: described?.role ?? null,
        }
      }),
      table: table.value,
      csv: upload.csv,
      sizeBytes: upload.size_bytes,
      person: caller.person,
      at: new Date(deps.now()),
    })
    await transaction.deleteFrom('upload').where('id', '=', upload.id).execute()
  })
  return accept(id)
}

interface NewUpload extends Pick<ReadTable, 'schema' | 'rows' | 'firstRows'> {
  readonly csv: Uint8Array
  readonly sizeBytes: number
}

async function keepUpload(
  { store, blobs, now, random }: DatasetDeps,
  caller: MemberCaller,
  { schema, rows, firstRows, csv: bytes, sizeBytes }: NewUpload,
): Promise<Outcome<AnswerOf<Routes['uploadCsv']>>> {
  const csv = await blobs.put(bytes)
  const id = newId('up', random)
  const columns = schema.map(({ name, type }) => ({ name, type }))
  const at = new Date(now())
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('upload')
      .values({
        id,
        person: caller.person,
        organisation: caller.organisation,
        csv,
        size_bytes: sizeBytes,
        columns: JSON.stringify(columns),
        uploaded_at: at,
      })
      .execute()
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'upload.received',
      subject: id,
      details: { csv, sizeBytes },
    })
  })
  return accept({ id, rows, sizeBytes, columns, firstRows })
}

/** Takes tables and makes datasets of them. */
export function uploadHandlers(deps: DatasetDeps): Handlers<Routes> {
  const { store } = deps
  return {
    uploadCsv: async (caller, { upload }) => {
      const table = await readTableFile(upload.path, null)
      if (!table.ok) return table
      const csv = await readFile(upload.path)
      return keepUpload(deps, caller, { ...table.value, csv, sizeBytes: upload.sizeBytes })
    },
    uploadTable: async (caller, { upload }) => {
      const table = await receiveTable(upload.path)
      if (!table.ok) return table
      return keepUpload(deps, caller, { ...table.value, sizeBytes: upload.sizeBytes })
    },
    registerDataset: async (caller, { body }) => {
      const upload = await store
        .selectFrom('upload')
        .selectAll()
        .where('id', '=', body.upload)
        .where('person', '=', caller.person)
        .where('organisation', '=', caller.organisation)
        .executeTakeFirst()
      if (!upload) return refuse('upload.not-found')
      const names = upload.columns.map(({ name }) => name)
      if (body.columns.some(({ name }) => !names.includes(name))) {
        return refuse('dataset.columns-differ', { expected: names.join(', ').slice(0, 500) })
      }
      const registered = await register(deps, caller, upload, body)
      if (!registered.ok) return registered
      const row = await store
        .selectFrom('dataset')
        .select(entryColumns)
        .where('id', '=', registered.value)
        .executeTakeFirstOrThrow()
      const [entry] = await showDatasets(store, [row])
      return entry ? accept(entry) : refuse('dataset.not-found', { dataset: registered.value })
    },
  }
}
