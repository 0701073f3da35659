import { RefusedFile } from '../refused-file.ts'

/** The encodings a person can choose from. */
export const textEncodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252']

interface DecodedText {
  readonly text: string
  readonly encoding: string
}

function fromMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

// Text in UTF-16 without a mark has a zero in every other byte wherever it is Latin.
function fromZeros(bytes: Uint8Array): string | null {
  const probe = bytes.subarray(0, 2_000)
  let [even, odd] = [0, 0]
  for (const [index, byte] of probe.entries()) {
    if (byte === 0 && index % 2 === 0) even++
    else if (byte === 0) odd++
  }
  if (odd > probe.length * 0.3 && even < odd / 10) return 'utf-16le'
  return even > probe.length * 0.3 && odd < even / 10 ? 'utf-16be' : null
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Decodes the bytes of a text file; without a word about its encoding by its mark, then as UTF-8, then as GB 18030. */
export function decodeText(bytes: Uint8Array, wanted: string | undefined): DecodedText {
  const known = wanted ?? fromMark(bytes) ?? fromZeros(bytes)
  const tried = known === null ? ['utf-8', 'gb18030', 'windows-1252'] : [known]
  for (const encoding of tried) {
    if (!textEncodings.includes(encoding)) continue
    const text = decode(bytes, encoding)
    if (text !== null && !text.includes('\0')) return { text, encoding }
  }
  throw new RefusedFile('not-text', { encoding: tried.join(', ') })
}
