import { type Clock } from '@weft/kernel'
import { join } from 'node:path'
import { isDocumentId } from './is-document-id.ts'
import { machineDisk, type Disk } from './disk.ts'
import type { DocumentBirths } from './document-births.ts'
import {
  contributionsOf,
  openLogFile,
  writeLogFile,
  type FileState,
  type LogFile,
} from './log-file.ts'
import { openChangeNotes } from './note-changes.ts'
import { sumContributions } from './sum-contributions.ts'
import type { UpdateLog } from './update-log.ts'

/** What a file log works with. */
export interface FileUpdateLogSettings {
  readonly folder: string
  readonly births: DocumentBirths
  readonly now: Clock
  readonly disk?: Disk
  /** How many files stay open at most, besides those in use. */
  readonly openFiles?: number
}

/** An update log in files, to be closed in the end. */
export interface FileUpdateLog extends UpdateLog {
  close(): Promise<void>
  /** How many files are open now. */
  openFiles(): number
}

async function openOrBear(
  disk: Disk,
  path: string,
  births: DocumentBirths,
  document: string,
): Promise<LogFile | null> {
  const known = await openLogFile(disk, path)
  if (known) return known
  const birth = await births.find(document)
  if (!birth) return null
  if (birth.hadFile) throw new Error(`The file ${path} is missing; restore it from a backup`)
  const { snapshot, through, compacted } = birth
  await writeLogFile(disk, path, [
    { kind: 'ledger', damaged: 0, compacted },
    { kind: 'snapshot', through, bytes: snapshot },
  ])
  await births.noteFile(document)
  return openLogFile(disk, path)
}

interface OpenFile {
  readonly opening: Promise<LogFile | null>
  users: number
}

/** Keeps the files that are in use open, and some more; the longest unused is closed first. */
function openFileTable(open: (document: string) => Promise<LogFile | null>, most: number) {
  const files = new Map<string, OpenFile>()

  const closeUnused = (): void => {
    for (const [document, entry] of files) {
      if (files.size <= most) return
      if (entry.users > 0) continue
      files.delete(document)
      // Nobody waits for it: everything in the file is safe already.
      void entry.opening.then((file) => file?.close()).catch(() => undefined)
    }
  }

  const use = async <T>(
    document: string,
    work: (file: LogFile | null) => Promise<T>,
  ): Promise<T> => {
    const entry = files.get(document) ?? { opening: open(document), users: 0 }
    entry.users++
    files.delete(document)
    files.set(document, entry)
    let file: LogFile | null = null
    try {
      file = await entry.opening
      return await work(file)
    } finally {
      entry.users--
      // What could not be opened is tried anew the next time.
      if (!file && files.get(document) === entry) files.delete(document)
      closeUnused()
    }
  }

  return {
    use,
    size: () => files.size,
    close: async (): Promise<void> => {
      const all = [...files.values()]
      files.clear()
      for (const { opening } of all) await (await opening.catch(() => null))?.close()
    },
  }
}

/**
 * Opens an update log of one append-only file a document. A group is acknowledged when the disk has it,
 * so it outlives a power cut, which the embedded database does not promise.
 */
export async function openFileUpdateLog(settings: FileUpdateLogSettings): Promise<FileUpdateLog> {
  const { folder, births, now, disk = machineDisk, openFiles = 256 } = settings
  await disk.makeFolder(folder)
  const table = openFileTable(async (document) => {
    if (!isDocumentId(document)) return null
    return openOrBear(disk, join(folder, `${document}.log`), births, document)
  }, openFiles)
  const notes = openChangeNotes(births)
  const inFile = <T>(document: string, work: (file: LogFile) => Promise<T>): Promise<T> =>
    table.use(document, (file) => {
      if (!file) throw new Error(`There is no document ${document}`)
      return work(file)
    })
  return {
    append: (document, updates) =>
      inFile(document, async (file) => {
        const at = now()
        const last = await file.append(updates, at)
        notes.changed(document, at)
        return last
      }),
    load: (document) =>
      table.use(document, async (file) => {
        if (!file) return null
        const { snapshot, through, damaged, groups } = await file.read()
        return { snapshot, updates: updatesAfter(groups, 0), through, damaged }
      }),
    loadAfter: (document, number) =>
      inFile(document, async (file) => {
        const { snapshotThrough, through, groups } = await file.read()
        return number < snapshotThrough ? null : { updates: updatesAfter(groups, number), through }
      }),
    compact: (document, snapshot, through) =>
      inFile(document, (file) => file.compact(snapshot, through)),
    contributions: (document) =>
      inFile(document, async (file) => {
        const { compacted, groups } = await file.read()
        return sumContributions([...compacted, ...contributionsOf(groups)])
      }),
    close: async () => {
      await table.close()
      await notes.close()
    },
    openFiles: () => table.size(),
  }
}

function updatesAfter(groups: FileState['groups'], number: number): Uint8Array[] {
  return groups.flatMap(({ first, updates }) =>
    updates.filter((_, index) => first + index > number).map(({ bytes }) => bytes),
  )
}
