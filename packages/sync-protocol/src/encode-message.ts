import * as encoding from 'lib0/encoding'
import type { AwarenessEntry } from './awareness.ts'
import type { DocumentCondition } from './document-condition.ts'
import { messageKinds, syncKinds } from './message-kinds.ts'

function encode(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

function encodeSync(kind: number, bytes: Uint8Array): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

/** Asks the other side for everything this state vector lacks. */
export function encodeStateVectorMessage(stateVector: Uint8Array): Uint8Array {
  return encodeSync(syncKinds.stateVector, stateVector)
}

/** Answers a state vector with what it lacks. */
export function encodeMissingMessage(update: Uint8Array): Uint8Array {
  return encodeSync(syncKinds.missing, update)
}

/** Carries an edit. */
export function encodeUpdateMessage(update: Uint8Array): Uint8Array {
  return encodeSync(syncKinds.update, update)
}

/** Carries what clients say of themselves; without entries it only keeps the connection awake. */
export function encodeAwarenessMessage(entries: readonly AwarenessEntry[]): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.awareness)
    encoding.writeVarUint8Array(
      encoder,
      encode((inner) => {
        encoding.writeVarUint(inner, entries.length)
        for (const { client, clock, text } of entries) {
          encoding.writeVarUint(inner, client)
          encoding.writeVarUint(inner, clock)
          encoding.writeVarString(inner, text)
        }
      }),
    )
  })
}

/** Asks for what every client says of itself. */
export function encodeQueryAwarenessMessage(): Uint8Array {
  return encode((encoder) => encoding.writeVarUint(encoder, messageKinds.queryAwareness))
}

/** Says that this connection's edits are not taken. */
export function encodeDeniedMessage(reason: string): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })
}

/** Says that this connection's edits are taken from now on; stock clients pass over it. */
export function encodeAllowedMessage(): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.auth)
    encoding.writeVarUint(encoder, 1)
  })
}

/** Says how many of this connection's update messages are stored for good. */
export function encodeDurableMessage(count: number): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.durable)
    encoding.writeVarUint(encoder, count)
  })
}

/** Says how the stored document fares. */
export function encodeConditionMessage({ holding, damaged }: DocumentCondition): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, messageKinds.condition)
    encoding.writeVarUint(encoder, holding ? 1 : 0)
    encoding.writeVarUint(encoder, damaged)
  })
}
