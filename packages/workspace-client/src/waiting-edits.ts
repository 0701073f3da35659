import { documentCreator } from '@weft/documents'
import { accept, refuse, type Outcome } from '@weft/kernel'
import { isEmptyUpdate, messageLimits, outlineUpdate } from '@weft/sync-protocol'
import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'

/** Edits the server does not have, taken out of a document. */
export interface WaitingEdits {
  readonly edits: number
  /** Which document they belong to: the client that created its content. */
  readonly creator: number
  readonly update: Uint8Array
}

const format = 'weft-edits'
const version = 1

/** Takes what came after a state out of a document; null when nothing did. */
export function waitingEditsOf(
  doc: Y.Doc,
  edits: number,
  storedVector: Uint8Array,
): WaitingEdits | null {
  const creator = documentCreator(doc)
  if (edits === 0 || creator === null) return null
  return { edits, creator, update: Y.encodeStateAsUpdate(doc, storedVector) }
}

/** Writes edits as the text of a file that can be brought in again. */
export function writeEditsFile(room: string, { edits, creator, update }: WaitingEdits): string {
  return JSON.stringify({
    format,
    version,
    workspace: room,
    creator,
    edits,
    update: toBase64(update),
  })
}

function parseJson(text: string): ReadonlyMap<string, unknown> {
  try {
    const raw: unknown = JSON.parse(text)
    return new Map(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  } catch {
    return new Map()
  }
}

function bytesIn(text: unknown): Uint8Array | null {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  try {
    return fromBase64(text)
  } catch {
    return null
  }
}

const isCount = (raw: unknown): raw is number =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw > 0

/** How long the text of a file may be: the greatest message, as base64, and its frame. */
export const longestEditsFile = Math.ceil(messageLimits.messageBytes / 3) * 4 + 1000

function parseFields(fields: ReadonlyMap<string, unknown>): WaitingEdits | null {
  const [edits, creator] = [fields.get('edits'), fields.get('creator')]
  const update = bytesIn(fields.get('update'))
  if (fields.get('format') !== format || fields.get('version') !== version) return null
  return update && isCount(edits) && isCount(creator) ? { edits, creator, update } : null
}

/** Reads the text of a file somebody chose, for one workspace; nothing of it is trusted beyond its shape. */
export function parseEditsFile(room: string, text: string): Outcome<WaitingEdits> {
  if (text.length > longestEditsFile) return refuse('edits.too-large')
  const fields = parseJson(text)
  const found = parseFields(fields)
  if (!found) return refuse('edits.unreadable')
  if (fields.get('workspace') !== room) return refuse('edits.other-workspace')
  if (found.update.length > messageLimits.messageBytes) return refuse('edits.too-large')
  const outline = outlineUpdate(found.update)
  if (!outline.ok || isEmptyUpdate(outline.value)) return refuse('edits.unreadable')
  return accept(found)
}

/**
 * Holds edits from a file to the document they are to be brought into: they must belong to it, build only on what
 * it has, and not speak in the name of this window.
 */
export function checkEdits(doc: Y.Doc, { creator, update }: WaitingEdits): Outcome<Y.Doc> {
  if (creator !== documentCreator(doc)) return refuse('edits.other-workspace')
  const outline = outlineUpdate(update)
  if (!outline.ok) return refuse('edits.unreadable')
  const known = Y.getState(doc.store, doc.clientID)
  const forged = outline.value.runs.some(
    ({ client, clock, length }) => client === doc.clientID && clock + length > known,
  )
  if (forged) return refuse('edits.unreadable')
  const draft = new Y.Doc()
  try {
    Y.applyUpdate(draft, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(draft, update)
  } catch {
    // Sound by themselves, but they speak otherwise of changes that are known.
    draft.destroy()
    return refuse('edits.unreadable')
  }
  const builds = draft.store.pendingStructs === null && draft.store.pendingDs === null
  if (builds) return accept(draft)
  draft.destroy()
  return refuse('edits.lack-their-ground')
}
