import type { IndexParts } from './stored-index.ts'

/** The bytes of a stored document in one buffer, which changes threads without being copied. */
export interface PackedParts {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The snapshot's length, then each update's. */
  readonly lengths: Uint32Array<ArrayBuffer>
}

/** What the thread is asked to do with a document. */
export type DocumentTask =
  | { readonly kind: 'snapshot'; readonly parts: PackedParts }
  | { readonly kind: 'survey'; readonly parts: PackedParts }
  | { readonly kind: 'answer'; readonly parts: PackedParts; readonly stateVector: Uint8Array }

/** What came of a task. */
export type DocumentResult =
  | { readonly kind: 'snapshot'; readonly snapshot: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'survey'; readonly index: IndexParts }
  | { readonly kind: 'answer'; readonly pieces: PackedParts }

/** The thread's answer to one task; tasks are answered in their order. */
export type DocumentAnswer =
  | { readonly ok: true; readonly result: DocumentResult }
  | { readonly ok: false; readonly error: string }

/** Puts byte strings into one buffer. */
export function packParts(parts: readonly Uint8Array[]): PackedParts {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { bytes, lengths: Uint32Array.from(parts, ({ length }) => length) }
}

/** The byte strings of a buffer, as views of it. */
export function unpackParts({ bytes, lengths }: PackedParts): Uint8Array[] {
  let at = 0
  return Array.from(lengths, (length) => bytes.subarray(at, (at += length)))
}
