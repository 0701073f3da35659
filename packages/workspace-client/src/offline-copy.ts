import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { waitingEditsOf, type WaitingEdits } from './waiting-edits.ts'

/** A document kept in this browser as well, so that edits outlive the page while the server is away. */
export interface OfflineCopy {
  /** The edits that waited when the page was left, told once the copy is in the document. Never rejects. */
  readonly loaded: Promise<number>
  /** Whether a change of the document came out of the copy. */
  isOrigin(origin: unknown): boolean
  /** What the server had when the first of those edits was made; null when that was never noted. */
  readonly storedVector: () => Uint8Array | null
  /** Notes how many edits still wait to be stored by the server, and what it has without them. */
  noteWaiting(edits: number, storedVector: Uint8Array): void
  /** Removes the copy for good. */
  forget(): Promise<void>
  /** Removes it unless edits wait in it, which may be another tab's. */
  forgetUnlessWaiting(): Promise<void>
  dispose(): void
}

const prefix = 'weft-copy:'
const waitingKey = 'waiting'
const storedKey = 'stored'
/** The stores in which y-indexeddb keeps the document, and what is not the document itself. */
const updateStore = 'updates'
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
  let storedVector: Uint8Array | null = null
  let isOver = false
  const open = async (): Promise<number> => {
    if (!(await canKeep()) || isOver) return 0
    const opened = new IndexeddbPersistence(`${prefix}${name}`, doc)
    kept = opened
    await opened.whenSynced
    // Another tab removes the copy: nothing can be written any more, and trying would throw in the middle of an edit.
    opened.db?.addEventListener('versionchange', () => {
      if (kept === opened) kept = null
      void opened.destroy()
    })
    const waiting: unknown = await opened.get(waitingKey)
    const stored: unknown = await opened.get(storedKey)
    storedVector = stored instanceof ArrayBuffer ? new Uint8Array(stored) : null
    noted = typeof waiting === 'number' ? waiting : 0
    return noted
  }
  const forget = async (): Promise<void> => {
    isOver = true
    // It closes first; a copy that cannot be removed now goes when the person signs out.
    const leaving = kept
    kept = null
    await leaving?.clearData()
  }
  return {
    loaded: open().catch(() => 0),
    isOrigin: (origin) => kept !== null && origin === kept,
    storedVector: () => storedVector,
    noteWaiting: (edits, stored) => {
      if (!kept || edits === noted) return
      if (noted === 0) void kept.set(storedKey, new Uint8Array(stored).buffer)
      noted = edits
      void kept.set(waitingKey, edits)
    },
    forget,
    forgetUnlessWaiting: async () => {
      const waiting: unknown = await kept?.get(waitingKey)
      if (typeof waiting !== 'number' || waiting === 0) await forget()
    },
    dispose: () => {
      isOver = true
      void kept?.destroy()
      // What is said while the connection ends would be noted in a copy that is closed.
      kept = null
    },
  }
}

async function waitingIn(name: string): Promise<number> {
  const database = await settle(indexedDB.open(name))
  try {
    return await readWaiting(database)
  } finally {
    database.close()
  }
}

async function readWaiting(database: IDBDatabase): Promise<number> {
  if (!database.objectStoreNames.contains(noteStore)) return 0
  const store = database.transaction(noteStore, 'readonly').objectStore(noteStore)
  const waiting: unknown = await settle(store.get(waitingKey))
  return typeof waiting === 'number' ? waiting : 0
}

async function readContent(database: IDBDatabase): Promise<{ doc: Y.Doc; stored: Uint8Array }> {
  const transaction = database.transaction([updateStore, noteStore], 'readonly')
  const updates: unknown[] = await settle(transaction.objectStore(updateStore).getAll())
  const noted: unknown = await settle(transaction.objectStore(noteStore).get(storedKey))
  const doc = new Y.Doc()
  for (const update of updates) if (update instanceof Uint8Array) Y.applyUpdate(doc, update)
  // Without the note everything counts as not stored.
  const nothing = Y.encodeStateVector(new Map())
  return { doc, stored: noted instanceof ArrayBuffer ? new Uint8Array(noted) : nothing }
}

/** The edits that wait in a copy whose document is not open; null when none do. */
export async function readWaitingCopy(name: string): Promise<WaitingEdits | null> {
  const full = `${prefix}${name}`
  if (!(await canKeep())) return null
  // Opening it would make one where there is none.
  if (!(await indexedDB.databases()).some((known) => known.name === full)) return null
  const database = await settle(indexedDB.open(full))
  try {
    const edits = await readWaiting(database)
    if (edits === 0) return null
    const { doc, stored } = await readContent(database)
    const waiting = waitingEditsOf(doc, edits, stored)
    doc.destroy()
    return waiting
  } finally {
    database.close()
  }
}

/** Removes a copy for good, with the edits that wait in it. */
export async function forgetCopy(name: string): Promise<void> {
  if (!(await canKeep())) return
  const full = `${prefix}${name}`
  const database = await settle(indexedDB.open(full))
  const stores = [...database.objectStoreNames]
  if (stores.length > 0) {
    // Emptied first: it cannot be removed while another tab has it open.
    const transaction = database.transaction(stores, 'readwrite')
    await Promise.all(stores.map((store) => settle(transaction.objectStore(store).clear())))
  }
  database.close()
  indexedDB.deleteDatabase(full)
}

/** Removes every copy in this browser, of whichever person, except those with edits the server does not have yet. */
export async function forgetOfflineCopies(): Promise<void> {
  if (!(await canKeep())) return
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith(prefix) || (await waitingIn(name)) > 0) continue
    await settle(indexedDB.deleteDatabase(name))
  }
}
