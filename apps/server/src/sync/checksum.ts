import { crc32 } from 'node:zlib'

/** The checksum kept beside every stored row: CRC-32, which finds what disks and crashes do to bytes. */
export function checksum(bytes: Uint8Array): number {
  return crc32(bytes)
}
