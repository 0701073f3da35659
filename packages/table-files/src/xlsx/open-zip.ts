import { Inflate } from 'fflate'
import { brokenFile, RefusedFile } from '../refused-file.ts'
import type { TableLimits } from '../table-limits.ts'

interface Entry {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** The files of an archive, unpacked one by one when asked for. */
export interface OpenZip {
  has(path: string): boolean
  text(path: string): string
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const fileMark = 0x04034b50
const stored = 0
const deflated = 8
const sliceBytes = 32_768

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= least; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw brokenFile('ZIP')
}

function readEntries(view: DataView, bytes: Uint8Array): Map<string, Entry> {
  const end = findEnd(view)
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(at, true) !== entryMark) throw brokenFile('ZIP')
    const length = view.getUint16(at + 28, true)
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
    entries.set(path.toLowerCase(), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

class BoundedZip implements OpenZip {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #entries: Map<string, Entry>
  readonly #limit: number
  #left: number

  constructor(bytes: Uint8Array, limits: TableLimits) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#entries = readEntries(this.#view, bytes)
    this.#limit = limits.unpackedBytes
    this.#left = limits.unpackedBytes
  }

  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase())
  }

  text(path: string): string {
    const entry = this.#entries.get(path.toLowerCase())
    if (!entry) throw brokenFile(path)
    const packed = this.#packed(entry)
    if (entry.method === stored) return new TextDecoder().decode(this.#take(packed))
    if (entry.method !== deflated) throw brokenFile(`ZIP, method ${entry.method}`)
    return this.#inflate(packed, path)
  }

  #packed({ offset, packed }: Entry): Uint8Array {
    if (this.#view.getUint32(offset, true) !== fileMark) throw brokenFile('ZIP')
    const names = this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true)
    const from = offset + 30 + names
    if (from + packed > this.#bytes.length) throw brokenFile('ZIP')
    return this.#bytes.subarray(from, from + packed)
  }

  // Sizes an archive claims are not believed: what comes out is counted as it comes.
  #inflate(packed: Uint8Array, path: string): string {
    const decoder = new TextDecoder()
    let text = ''
    const ends: boolean[] = []
    const inflate = new Inflate((chunk, isLast) => {
      text += decoder.decode(this.#take(chunk), { stream: !isLast })
      if (isLast) ends.push(isLast)
    })
    for (let at = 0; at < packed.length; at += sliceBytes) {
      const isLast = at + sliceBytes >= packed.length
      inflate.push(packed.subarray(at, at + sliceBytes), isLast)
    }
    if (ends.length === 0) throw brokenFile(path)
    return text
  }

  #take(chunk: Uint8Array): Uint8Array {
    this.#left -= chunk.length
    if (this.#left < 0) {
      const limit = Math.round(this.#limit / (1024 * 1024))
      throw new RefusedFile('unpacks-too-large', { limit })
    }
    return chunk
  }
}

/** Opens an archive whose files together unpack to no more than the limit. */
export function openZip(bytes: Uint8Array, limits: TableLimits): OpenZip {
  return new BoundedZip(bytes, limits)
}
