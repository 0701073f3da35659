import { accept, refuse, type Outcome } from '@weft/kernel'
import * as Y from 'yjs'
import { parseAwarenessEntries, type AwarenessEntry } from './awareness.ts'
import type { DocumentCondition } from './document-condition.ts'
import { messageKinds, syncKinds } from './message-kinds.ts'
import { isEmptyUpdate, outlineUpdate, type UpdateOutline } from './outline-update.ts'
import { openFrameReader, type FrameReader } from './read-bytes.ts'

/** One message of the protocol, read and checked. */
export type SyncMessage =
  | { readonly kind: 'state-vector'; readonly stateVector: Uint8Array }
  | {
      readonly kind: 'update'
      readonly update: Uint8Array
      /** True for the answer to a state vector, false for an edit just made. */
      readonly answer: boolean
      /** True when the update carries nothing. */
      readonly empty: boolean
      readonly outline: UpdateOutline
    }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'allowed' }
  | { readonly kind: 'durable'; readonly count: number }
  | ({ readonly kind: 'condition' } & DocumentCondition)

/** What a message may measure at most. */
export interface MessageLimits {
  readonly messageBytes: number
  readonly stateVectorBytes: number
  readonly awarenessBytes: number
  readonly awarenessEntries: number
}

/** The limits of the product. */
export const messageLimits: MessageLimits = {
  messageBytes: 8 * 1024 * 1024,
  stateVectorBytes: 4 * 1024 * 1024,
  awarenessBytes: 1024 * 1024,
  awarenessEntries: 2000,
}

/** Turns bytes from outside into a message, or says why they are none; it never throws. */
export function parseMessage(
  bytes: Uint8Array,
  limits: MessageLimits = messageLimits,
): Outcome<SyncMessage> {
  if (bytes.length > limits.messageBytes) return tooLarge(bytes.length, limits.messageBytes)
  try {
    const reader = openFrameReader(bytes)
    const message = readMessage(reader, limits)
    if (message.ok && !reader.isAtEnd()) return malformed('bytes follow the message')
    return message
  } catch (cause) {
    return malformed(cause instanceof Error ? cause.message : 'unreadable')
  }
}

function readMessage(reader: FrameReader, limits: MessageLimits): Outcome<SyncMessage> {
  const kind = reader.readNumber()
  switch (kind) {
    case messageKinds.sync:
      return readSync(reader, limits)
    case messageKinds.awareness:
      return readAwareness(reader, limits)
    case messageKinds.auth:
      return readRights(reader)
    case messageKinds.queryAwareness:
      return accept({ kind: 'query-awareness' })
    case messageKinds.durable:
      return accept({ kind: 'durable', count: reader.readNumber() })
    case messageKinds.condition:
      return readCondition(reader)
    default:
      return malformed(`kind ${kind} is unknown`)
  }
}

function readSync(reader: FrameReader, limits: MessageLimits): Outcome<SyncMessage> {
  const kind = reader.readNumber()
  const bytes = reader.readBytes()
  if (kind === syncKinds.stateVector) {
    if (bytes.length > limits.stateVectorBytes) {
      return tooLarge(bytes.length, limits.stateVectorBytes)
    }
    Y.decodeStateVector(bytes)
    return accept({ kind: 'state-vector', stateVector: bytes })
  }
  if (kind !== syncKinds.missing && kind !== syncKinds.update) {
    return malformed(`sync kind ${kind} is unknown`)
  }
  const outline = outlineUpdate(bytes)
  if (!outline.ok) return outline
  const empty = isEmptyUpdate(outline.value)
  const answer = kind === syncKinds.missing
  return accept({ kind: 'update', update: bytes, answer, empty, outline: outline.value })
}

function readRights(reader: FrameReader): Outcome<SyncMessage> {
  const answer = reader.readNumber()
  if (answer === 0) return accept({ kind: 'denied', reason: reader.readText() })
  return answer === 1 ? accept({ kind: 'allowed' }) : malformed('an unknown answer about rights')
}

function readCondition(reader: FrameReader): Outcome<SyncMessage> {
  const holding = reader.readNumber()
  if (holding > 1) return malformed('an unknown condition')
  return accept({ kind: 'condition', holding: holding === 1, damaged: reader.readNumber() })
}

function readAwareness(reader: FrameReader, limits: MessageLimits): Outcome<SyncMessage> {
  const bytes = reader.readBytes()
  if (bytes.length > limits.awarenessBytes) return tooLarge(bytes.length, limits.awarenessBytes)
  const entries = parseAwarenessEntries(openFrameReader(bytes), limits.awarenessEntries)
  return entries.ok ? accept({ kind: 'awareness', entries: entries.value }) : entries
}

function malformed(reason: string) {
  return refuse('sync.malformed', { reason })
}

function tooLarge(sizeBytes: number, limitBytes: number) {
  return refuse('sync.too-large', { sizeBytes, limitBytes })
}
