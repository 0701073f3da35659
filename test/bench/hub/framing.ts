import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding'

/** How a server wants its messages: y-websocket's way, or with the document's name before each. */
export interface Framing {
  readonly path: (document: string) => string
  /** What is said first, if anything. */
  readonly hello: (document: string) => Uint8Array | null
  readonly wrap: (document: string, message: Uint8Array) => Uint8Array
  /** The message in what came. */
  readonly unwrap: (bytes: Uint8Array) => Uint8Array
}

/** One socket a document; the document's name is in the path. */
export const plainFraming = (prefix: string): Framing => ({
  path: (document) => `${prefix}/${document}`,
  hello: () => null,
  wrap: (_document, message) => message,
  unwrap: (bytes) => bytes,
})

/** The document's name before each message, and a token before the first. */
export const namedFraming: Framing = {
  path: () => '/',
  hello: (document) => {
    const encoder = createEncoder()
    writeVarString(encoder, document)
    writeVarUint(encoder, 2)
    writeVarUint(encoder, 0)
    writeVarString(encoder, 'token')
    return toUint8Array(encoder)
  },
  wrap: (document, message) => {
    const encoder = createEncoder()
    writeVarString(encoder, document)
    writeUint8Array(encoder, message)
    return toUint8Array(encoder)
  },
  // Names are shorter than 128 bytes here: their length is one byte.
  unwrap: (bytes) => bytes.subarray(1 + (bytes[0] ?? 0)),
}
