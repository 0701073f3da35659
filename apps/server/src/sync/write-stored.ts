import { serverAuthor, type UpdateLog } from './update-log.ts'

/** Adds updates to stored documents as the space itself; whose edits they hold is told elsewhere. */
export function writeStored(
  log: UpdateLog,
): (document: string, update: Uint8Array) => Promise<void> {
  return async (document, update) => {
    await log.append(document, [{ bytes: update, author: serverAuthor, edits: 1 }])
  }
}
