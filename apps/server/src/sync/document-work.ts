import { cutUpdate, joinUpdates, outlineUpdate } from '@weft/sync-protocol'
import * as Y from 'yjs'
import { applyStored, outlinesInStep } from './apply-stored.ts'
import { StoredIndex } from './stored-index.ts'
import type { StoredDocument } from './update-log.ts'

/** The largest update that is sent in one message when it can be cut. */
export const pieceBytes = 256 * 1024

/** The bytes of a document as they are stored. */
export type StoredParts = Pick<StoredDocument, 'snapshot' | 'updates'>

/** What is done with everything stored of a document; it takes as long as the document is large. */
export interface DocumentWork {
  /** One snapshot that holds everything. */
  snapshot(stored: StoredParts): Promise<Uint8Array>
  /** What is stored, as an index. */
  survey(stored: StoredParts): Promise<StoredIndex>
  /** What a state vector lacks, in pieces that follow each other. */
  answer(stored: StoredParts, stateVector: Uint8Array): Promise<readonly Uint8Array[]>
}

function outlineOf(bytes: Uint8Array) {
  const outline = outlineUpdate(bytes)
  return outline.ok ? outline.value : null
}

/** Makes the one snapshot that holds everything stored. */
export function snapshotOf(stored: StoredParts): Uint8Array {
  const whole = applyStored(stored)
  const snapshot = Y.encodeStateAsUpdate(whole)
  whole.destroy()
  return snapshot
}

/** Updates that are sound to the last byte and say the same as what is stored. */
export function soundParts(stored: StoredParts): readonly Uint8Array[] {
  const parts = [stored.snapshot, ...stored.updates]
  return parts.every((bytes) => outlineOf(bytes) !== null) ? parts : [snapshotOf(stored)]
}

/** Reads what is stored into an index. */
export function surveyStored(stored: StoredParts): StoredIndex {
  const index = new StoredIndex()
  // Rows older than the checks of today: Yjs reads them, and writes what it read in sound form.
  for (const outline of soundParts(stored).map(outlineOf)) if (outline) index.add(outline)
  return index
}

/** Joins updates into as few as can be sent. */
export function joined(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  return joinUpdates(
    updates.flatMap((bytes) => outlineOf(bytes) ?? []),
    pieceBytes,
  )
}

function cut(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  return updates.flatMap((bytes) => {
    const pieces = cutUpdate(bytes, pieceBytes)
    return pieces.ok ? pieces.value : [bytes]
  })
}

/** Answers a state vector with everything it lacks, in pieces that follow each other. */
export function answerFrom(
  { snapshot, updates }: StoredParts,
  stateVector: Uint8Array,
): readonly Uint8Array[] {
  const outlines = outlinesInStep({ snapshot, updates })
  const parts = outlines ? joinUpdates(outlines, pieceBytes) : [snapshot, ...joined(updates)]
  const knowsNothing = Y.decodeStateVector(stateVector).size === 0
  return cut(knowsNothing ? parts : parts.map((part) => Y.diffUpdate(part, stateVector)))
}

/** Does the work where it is asked for: right for small documents, and for tests. */
export const workHere: DocumentWork = {
  snapshot: async (stored) => snapshotOf(stored),
  survey: async (stored) => surveyStored(stored),
  answer: async (stored, stateVector) => answerFrom(stored, stateVector),
}
