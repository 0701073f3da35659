import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import * as Y from 'yjs'

/** A range of a shared text that moves with it: each end is a place beside a character, as URL-safe base64. */
export interface TextRange {
  readonly start: string
  readonly end: string
}

/** Where a range is now; `from` is before `to`. */
export interface TextPlace {
  readonly from: number
  readonly to: number
}

/** Longer than any honest end; what is longer is not read. */
const longestEnd = 200

/** Marks the characters from one place to another; null when there are none between. */
export function markRange(text: Y.Text, { from, to }: TextPlace): TextRange | null {
  if (from < 0 || to > text.length || from >= to) return null
  // The start holds to the character after it and the end to the one before: what is written beside is not inside.
  const start = Y.createRelativePositionFromTypeIndex(text, from, 0)
  const end = Y.createRelativePositionFromTypeIndex(text, to, -1)
  return { start: writeEnd(start), end: writeEnd(end) }
}

/** Where a marked range is now; null when nothing of it is left, or when it never was a range of this text. */
export function findRange(text: Y.Text, range: TextRange): TextPlace | null {
  const from = indexOf(text, range.start)
  const to = indexOf(text, range.end)
  return from === null || to === null || from >= to ? null : { from, to }
}

function indexOf(text: Y.Text, end: string): number | null {
  const { doc } = text
  const position = readEnd(end)
  if (!doc || !position) return null
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(position, doc)
    return found?.type === text ? found.index : null
  } catch {
    // Ends come from other people: one that points at nothing Yjs could follow is no place.
    return null
  }
}

function writeEnd(position: Y.RelativePosition): string {
  return toBase64UrlEncoded(Y.encodeRelativePosition(position))
}

function readEnd(end: string): Y.RelativePosition | null {
  if (end.length > longestEnd || !/^[\w-]+$/.test(end)) return null
  try {
    return Y.decodeRelativePosition(fromBase64UrlEncoded(end))
  } catch {
    return null
  }
}
