import * as decoding from 'lib0/decoding'
import { decodeUtf8 } from 'lib0/string'

/** Thrown inside the parser only; it never leaves this package. */
export class MalformedMessage extends Error {}

/** Reads numbers and byte strings of a frame and never reads past its end. */
export interface FrameReader {
  readNumber(): number
  readBytes(): Uint8Array
  readText(): string
  isAtEnd(): boolean
}

/**
 * Opens a reader on exactly these bytes. lib0 alone would read on into the memory behind a frame:
 * a Node socket hands out slices of one shared pool.
 */
export function openFrameReader(bytes: Uint8Array): FrameReader {
  const decoder = decoding.createDecoder(bytes)
  const readNumber = (): number => {
    if (decoder.pos >= bytes.length) throw new MalformedMessage('a number is missing')
    return decoding.readVarUint(decoder)
  }
  const readBytes = (): Uint8Array => {
    const length = readNumber()
    if (length > bytes.length - decoder.pos) throw new MalformedMessage('bytes are missing')
    const from = decoder.pos
    decoder.pos += length
    // A copy with a buffer of its own, so that later readers cannot overrun either.
    // A Buffer's own slice would be a view.
    return Uint8Array.prototype.slice.call(bytes, from, from + length)
  }
  return {
    readNumber,
    readBytes,
    readText: () => decodeUtf8(readBytes()),
    isAtEnd: () => decoder.pos === bytes.length,
  }
}
