import { dirname } from 'node:path'
import type { Disk, DiskFile } from './disk.ts'

interface File {
  safe: Uint8Array
  written: Uint8Array
}

type Names = Map<string, File>

/** A disk for tests that can fail at any of its operations and forgets what was not synced when it crashes. */
export interface ForgetfulDisk extends Disk {
  /** How many operations were asked of it so far. */
  operations(): number
  /** The disk as it may be found after a power cut now. */
  afterCrash(random: () => number): ForgetfulDisk
  /** Changes one byte of a file, as a failing disk does. */
  damage(path: string, at: number): void
  paths(): readonly string[]
}

/** When an operation fails: once, or with all that come after it. */
export interface DiskFailure {
  readonly at: number
  readonly forEver: boolean
}

/** What may be left of bytes that were written but not synced: all, nothing, a part, or a hole at the end. */
function leftOf({ safe, written }: File, random: () => number): Uint8Array {
  const choice = random()
  if (choice < 0.25) return safe
  if (choice < 0.5) return written
  const length = safe.length + Math.floor(random() * Math.max(0, written.length - safe.length))
  const part = Uint8Array.from(written.subarray(0, Math.min(length, written.length)))
  if (choice < 0.75) return part
  const hole = new Uint8Array(written.length)
  hole.set(part)
  return hole
}

function openHandle(file: File, operate: () => void): DiskFile {
  return {
    write: async (bytes, at) => {
      operate()
      const grown = new Uint8Array(Math.max(file.written.length, at + bytes.length))
      grown.set(file.written)
      grown.set(bytes, at)
      file.written = grown
    },
    sync: async () => {
      operate()
      file.safe = file.written.slice()
    },
    truncate: async (sizeBytes) => {
      operate()
      file.written = file.written.slice(0, sizeBytes)
    },
    close: async () => undefined,
  }
}

/** Opens an empty forgetful disk. */
export function openForgetfulDisk(failure?: DiskFailure, names: Names = new Map()): ForgetfulDisk {
  let safeNames: Names = new Map(names)
  let asked = 0

  const operate = (): void => {
    const number = asked++
    if (failure && (failure.forEver ? number >= failure.at : number === failure.at)) {
      throw new Error('The disk failed')
    }
  }

  return {
    read: async (path) => names.get(path)?.written.slice() ?? null,
    open: async (path, { empty }) => {
      operate()
      const file = names.get(path) ?? { safe: new Uint8Array(), written: new Uint8Array() }
      if (empty) file.written = new Uint8Array()
      names.set(path, file)
      return openHandle(file, operate)
    },
    rename: async (from, to) => {
      operate()
      const file = names.get(from)
      if (!file) throw new Error(`${from} is not there`)
      names.delete(from)
      names.set(to, file)
    },
    remove: async (path) => {
      operate()
      names.delete(path)
    },
    makeFolder: async () => undefined,
    syncFolder: async (folder) => {
      operate()
      safeNames = new Map([
        ...[...safeNames].filter(([path]) => dirname(path) !== folder),
        ...[...names].filter(([path]) => dirname(path) === folder),
      ])
    },
    operations: () => asked,
    afterCrash: (random) => {
      const found = random() < 0.5 ? safeNames : names
      const left = [...found].map(([path, file]) => {
        const bytes = leftOf(file, random)
        return [path, { safe: bytes, written: bytes }] as const
      })
      return openForgetfulDisk(undefined, new Map(left))
    },
    damage: (path, at) => {
      const file = names.get(path)
      if (!file) throw new Error(`${path} is not there`)
      file.written[at] = (file.written[at] ?? 0) ^ 0x55
      file.safe = file.written.slice()
    },
    paths: () => [...names.keys()],
  }
}
