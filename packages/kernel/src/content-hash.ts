import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical-json.ts'

/** SHA-256 of bytes, as 64 lower-case hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/** SHA-256 over the canonical JSON of plain data: equal content, equal hash. */
export function contentHash(value: unknown): string {
  return sha256Hex(utf8ToBytes(canonicalJson(value)))
}
