import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'

/** A file that is written at known places. */
export interface DiskFile {
  write(bytes: Uint8Array, at: number): Promise<void>
  /** Comes back when everything written is safe from a power cut. */
  sync(): Promise<void>
  truncate(sizeBytes: number): Promise<void>
  close(): Promise<void>
}

/** The few things a file log asks of a disk; tests stand in for one that fails and forgets. */
export interface Disk {
  /** The bytes, or null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>
  /** Opens a file for writing; makes it when it is not there, empties it when asked. */
  open(path: string, options: { readonly empty: boolean }): Promise<DiskFile>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  makeFolder(path: string): Promise<void>
  /** Makes names given in this folder safe from a power cut. */
  syncFolder(path: string): Promise<void>
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function openFile(path: string, empty: boolean): Promise<DiskFile> {
  // 'a' would ignore positions; 'r+' wants the file to be there.
  const file = await open(path, empty ? 'w' : 'r+', 0o600)
  return {
    write: async (bytes, at) => {
      let done = 0
      while (done < bytes.length) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
        done += bytesWritten
      }
    },
    sync: () => file.datasync(),
    truncate: (sizeBytes) => file.truncate(sizeBytes),
    close: () => file.close(),
  }
}

/** The disk of this machine. */
export const machineDisk: Disk = {
  read: readOrNull,
  open: (path, { empty }) => openFile(path, empty),
  rename,
  remove: (path) => rm(path, { force: true }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
  syncFolder: async (path) => {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}
