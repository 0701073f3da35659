export { applyStored } from './apply-stored.ts'
export type { Admission, SyncPerson } from './connection.ts'
export { openDocumentBirths } from './document-births.ts'
export { editStored } from './edit-stored.ts'
export { openFileUpdateLog } from './file-update-log.ts'
export { openDocumentWork } from './open-document-work.ts'
export {
  openSyncHub,
  type HubFigures,
  type SyncHub,
  type SyncHubSettings,
} from './open-sync-hub.ts'
export type { HubCluster } from './open-safety-checks.ts'
export { readThroughs } from './read-throughs.ts'
export { createDocument, openStoreUpdateLog } from './store-update-log.ts'
export type { Contribution, NewUpdate, StoredDocument, UpdateLog } from './update-log.ts'
export { writeStored } from './write-stored.ts'
export { watchUpdateLog } from './watch-update-log.ts'
export type { SyncObserver } from './sync-observer.ts'
