import { decodeUtf8 } from 'lib0/string'
import { MalformedMessage } from './read-bytes.ts'

/** Steps through bytes and never past their end; everything that does not fit is a MalformedMessage. */
export class ByteCursor {
  readonly bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  byte(): number {
    const value = this.bytes[this.at]
    if (value === undefined) throw new MalformedMessage('a byte is missing')
    this.at++
    return value
  }

  number(): number {
    const first = this.bytes[this.at]
    // Most numbers are small.
    if (first !== undefined && first < 128) {
      this.at++
      return first
    }
    let sum = 0
    let unit = 1
    for (;;) {
      const byte = this.byte()
      sum += (byte & 127) * unit
      if (sum > Number.MAX_SAFE_INTEGER) throw new MalformedMessage('a number is too large')
      if (byte < 128) return sum
      unit *= 128
    }
  }

  skip(count: number): void {
    if (count > this.left) throw new MalformedMessage('bytes are missing')
    this.at += count
  }

  /** Skips a text; gives its length in UTF-16 units, which Yjs counts in. */
  skipText(): number {
    const length = this.number()
    const from = this.at
    this.skip(length)
    for (let at = from; at < this.at; at++) {
      if ((this.bytes[at] ?? 0) > 127) return this.#decode(from).length
    }
    return length
  }

  readText(): string {
    const length = this.number()
    const from = this.at
    this.skip(length)
    return this.#decode(from)
  }

  #decode(from: number): string {
    return decodeUtf8(this.bytes.subarray(from, this.at))
  }
}
