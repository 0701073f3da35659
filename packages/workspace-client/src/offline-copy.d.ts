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
/**
 * Keeps a document in IndexedDB under a name that tells person and workspace apart.
 * Where the browser keeps nothing, the document simply has no copy.
 */
export declare function openOfflineCopy(doc: Y.Doc, name: string): OfflineCopy
/** Removes every copy in this browser, of whichever person, except those with edits the server does not have yet. */
export declare function forgetOfflineCopies(): Promise<void>
