import type { Clock } from '@weft/kernel'
import { join } from 'node:path'
import type { ServerConfig } from './config.ts'
import type { Store } from './store/store.ts'
import {
  openDocumentBirths,
  openFileUpdateLog,
  openStoreUpdateLog,
  type UpdateLog,
} from './sync/index.ts'

/** Opens the log of documents: in Postgres beside everything else, or in files beside the embedded database. */
export async function openUpdateLog(
  { databaseUrl, folder }: Pick<ServerConfig, 'databaseUrl' | 'folder'>,
  store: Store,
  now: Clock,
): Promise<{ readonly log: UpdateLog; readonly close: () => Promise<void> }> {
  const inStore = openStoreUpdateLog({ store, now })
  if (databaseUrl !== null) return { log: inStore, close: async () => undefined }
  // Files sync every group to the disk, and faster than the embedded database stores it without (decision 4).
  const log = await openFileUpdateLog({
    folder: join(folder, 'documents'),
    births: openDocumentBirths(store, inStore),
    now,
  })
  return { log, close: () => log.close() }
}
