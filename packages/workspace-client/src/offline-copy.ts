import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** A document kept in this browser as well, so that edits outlive the page while the server is away. */
export interface OfflineCopy {
  /** The edits that waited when the page was left, told once the copy is in the document. Never rejects. */
  readonly loaded: Promise<number>
  /** Whether a change of the document came out of the copy. */
  isOrigin(origin: unknown): boolean
  /** Notes how many edits still wait to be stored by the server. */
  noteWaiting(edits: number): void
  /** Removes the copy for good. */
  forget(): void
  dispose(): void
}

const prefix = 'weft-copy:'
const waitingKey = 'waiting'
/** The store in which y-indexeddb keeps what is not the document itself. */
const noteStore = 'custom'

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB gave no reason.'))
    }
  })
}

/** Whether this browser lets pages keep anything: private windows and full disks may not. */
async function canKeep(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  try {
    const name = `${prefix}probe`
    const probe = await settle(indexedDB.open(name))
    probe.close()
    return true
  } catch {
    return false
  }
}

/**
 * Keeps a document in IndexedDB under a name that tells person and workspace apart.
 * Where the browser keeps nothing, the document simply has no copy.
 */
export function openOfflineCopy(doc: Y.Doc, name: string): OfflineCopy {
  let kept: IndexeddbPersistence | null = null
  let noted = 0
  let isOver = false
  const open = async (): Promise<number> => {
    if (!(await canKeep()) || isOver) return 0
    const opened = new IndexeddbPersistence(`${prefix}${name}`, doc)
    kept = opened
    await opened.whenSynced
    const waiting: unknown = await opened.get(waitingKey)
    noted = typeof waiting === 'number' ? waiting : 0
    return noted
  }
  return {
    loaded: open().catch(() => 0),
    isOrigin: (origin) => kept !== null && origin === kept,
    noteWaiting: (edits) => {
      if (!kept || edits === noted) return
      noted = edits
      void kept.set(waitingKey, edits)
    },
    forget: () => {
      isOver = true
      // It closes first; a copy that cannot be removed now goes when the person signs out.
      void kept?.clearData()
      kept = null
    },
    dispose: () => {
      isOver = true
      void kept?.destroy()
    },
  }
}

async function waitingIn(name: string): Promise<number> {
  const database = await settle(indexedDB.open(name))
  try {
    if (!database.objectStoreNames.contains(noteStore)) return 0
    const store = database.transaction(noteStore, 'readonly').objectStore(noteStore)
    const waiting: unknown = await settle(store.get(waitingKey))
    return typeof waiting === 'number' ? waiting : 0
  } finally {
    database.close()
  }
}

/** Removes every copy in this browser, of whichever person, except those with edits the server does not have yet. */
export async function forgetOfflineCopies(): Promise<void> {
  if (!(await canKeep())) return
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith(prefix) || (await waitingIn(name)) > 0) continue
    await settle(indexedDB.deleteDatabase(name))
  }
}
