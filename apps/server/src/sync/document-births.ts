import * as Y from 'yjs'
import type { Store } from '../store/store.ts'
import { applyStored } from './apply-stored.ts'
import type { Contribution, UpdateLog } from './update-log.ts'

/** What a document begins with in its file. */
export interface DocumentBirth {
  readonly snapshot: Uint8Array
  readonly through: number
  readonly compacted: readonly Contribution[]
  /** True when it had a file before: that file is missing. */
  readonly hadFile: boolean
}

/** Where documents come from: they are created with their workspace, in the store's transaction. */
export interface DocumentBirths {
  find(document: string): Promise<DocumentBirth | null>
  /** Remembers that the document lives in its file from now on. */
  noteFile(document: string): Promise<void>
  /** Remembers when the document was changed, for lists that show the newest first. */
  noteChange(document: string, at: Date): Promise<void>
}

/** The documents created in the store, with whatever was appended to them there before files were used. */
export function openDocumentBirths(store: Store, log: UpdateLog): DocumentBirths {
  return {
    find: async (document) => {
      const row = await store
        .selectFrom('sync_document')
        .select('in_file')
        .where('id', '=', document)
        .executeTakeFirst()
      const stored = row && (await log.load(document))
      if (!stored) return null
      const { through, updates, snapshot } = stored
      const birth = { through, hadFile: row.in_file, compacted: await log.contributions(document) }
      if (updates.length === 0) return { ...birth, snapshot }
      const whole = applyStored(stored)
      const bytes = Y.encodeStateAsUpdate(whole)
      whole.destroy()
      return { ...birth, snapshot: bytes }
    },
    noteFile: async (document) => {
      await store
        .updateTable('sync_document')
        .set({ in_file: true })
        .where('id', '=', document)
        .execute()
    },
    noteChange: async (document, at) => {
      await store
        .updateTable('sync_document')
        .set({ changed_at: at })
        .where('id', '=', document)
        .execute()
    },
  }
}
