import { sha256Hex } from '@weft/kernel'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of immutable byte strings, each addressed by its SHA-256. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>
  /** The bytes, or null when there are none under this address. */
  get(address: string): Promise<Uint8Array | null>
  /** Where the file lies, for readers that want a path. */
  path(address: string): string
}

/** Opens the folder; `uniqueName` names files that are still being written. */
export function openBlobs(folder: string, uniqueName: () => string): Blobs {
  const path = (address: string): string => {
    if (!/^[0-9a-f]{64}$/.test(address)) throw new Error('A blob address is 64 hexadecimal digits')
    return join(folder, address.slice(0, 2), address)
  }
  const write = async (target: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(join(target, '..'), { recursive: true })
    const draft = `${target}.${uniqueName()}.part`
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, target)
  }
  return {
    path,
    put: async (bytes) => {
      const address = sha256Hex(bytes)
      const target = path(address)
      const known = await stat(target).catch(() => null)
      if (known?.size !== bytes.byteLength) await write(target, bytes)
      return address
    },
    get: (address) => readFile(path(address)).catch(() => null),
  }
}
