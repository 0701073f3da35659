import type { datasetRoutes } from '@weft/api-contract'
import { accept, refuse, type Clock, type Outcome, type Random } from '@weft/kernel'
import type { AnswerOf, Handlers } from '../../http/handler.ts'
import type { Blobs } from '../../store/blobs.ts'
import type { Reader, Store } from '../../store/store.ts'
import type { Caller } from '../accounts/index.ts'
import { entryColumns, showDatasets } from './show-datasets.ts'
import { uploadHandlers } from './upload-handlers.ts'

type Page = AnswerOf<typeof datasetRoutes.readDataset>

/** Workspaces a caller may see that use a dataset; the workspaces module knows them. */
export type WorkspacesUsing = (
  reader: Reader,
  caller: Caller,
  dataset: string,
) => Promise<Page['usedIn']>

/** What the datasets module works with. */
export interface DatasetDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly now: Clock
  readonly random: Random
  readonly workspacesUsing: WorkspacesUsing
}

async function readPage(deps: DatasetDeps, caller: Caller, id: string): Promise<Outcome<Page>> {
  const row = await deps.store
    .selectFrom('dataset')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const [entry] = row ? await showDatasets(deps.store, [row]) : []
  if (!row || !entry) return refuse('dataset.not-found', { dataset: id })
  return accept({
    ...entry,
    source: row.source,
    profile: row.profile,
    firstRows: row.first_rows,
    usedIn: await deps.workspacesUsing(deps.store, caller, id),
  })
}

/** The catalogue: lists and shows datasets, serves samples, takes uploads. */
export function datasetHandlers(deps: DatasetDeps): Handlers<typeof datasetRoutes> {
  return {
    listDatasets: async () => {
      const rows = await deps.store
        .selectFrom('dataset')
        .select(entryColumns)
        .orderBy('registered_at')
        .orderBy('id')
        .execute()
      return accept(await showDatasets(deps.store, rows))
    },
    readDataset: (caller, { params }) => readPage(deps, caller, params.dataset),
    readSample: async (_caller, { params }) => {
      const row = await deps.store
        .selectFrom('dataset')
        .select('digest')
        .where('id', '=', params.dataset)
        .executeTakeFirst()
      if (!row) return refuse('dataset.not-found', params)
      const bytes = await deps.blobs.get(row.digest)
      if (!bytes) return refuse('dataset.sample-missing', params)
      return accept({ bytes, etag: row.digest })
    },
    ...uploadHandlers(deps),
  }
}
