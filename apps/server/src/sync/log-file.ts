import { dirname, join, basename } from 'node:path'
import type { Disk, DiskFile } from './disk.ts'
import { encodeRecord, readRecords, type LogFileContent, type LogRecord } from './log-records.ts'
import { sumContributions } from './sum-contributions.ts'
import type { Contribution, NewUpdate } from './update-log.ts'

type Group = Extract<LogRecord, { kind: 'group' }>

/** What a log file says, put together. */
export interface FileState {
  readonly snapshot: Uint8Array
  readonly snapshotThrough: number
  readonly damaged: number
  readonly compacted: readonly Contribution[]
  readonly groups: readonly Group[]
  readonly through: number
}

/** What one person wrote in these groups, as contributions. */
export function contributionsOf(groups: readonly Group[]): Contribution[] {
  return groups.flatMap(({ at, updates }) =>
    updates.map(({ author, edits, bytes }) => ({
      ...author,
      edits,
      sizeBytes: bytes.length,
      lastAt: at,
    })),
  )
}

function lastOf({ first, updates }: Group): number {
  return first + updates.length - 1
}

/** Puts the records of a file together; null when its snapshot is not among them. */
export function stateOf({ records, damaged }: LogFileContent): FileState | null {
  const found = records.map(({ record }) => record)
  const snapshot = found.find((record) => record.kind === 'snapshot')
  if (!snapshot) return null
  const ledger = found.find((record) => record.kind === 'ledger')
  const groups = found.filter((record) => record.kind === 'group')
  return {
    snapshot: snapshot.bytes,
    snapshotThrough: snapshot.through,
    damaged: (ledger?.damaged ?? 0) + damaged.length,
    compacted: ledger?.compacted ?? [],
    groups,
    through: groups.reduce((most, group) => Math.max(most, lastOf(group)), snapshot.through),
  }
}

function damagedSnapshot(path: string): Error {
  return new Error(`The snapshot in ${path} is damaged; restore it from a backup`)
}

/** One document's file, open for appending; calls wait for each other. */
export class LogFile {
  readonly #disk: Disk
  readonly #path: string
  #file: DiskFile
  #sizeBytes: number
  #through: number
  #generation = 0
  #unclean = false
  #nameUnsafe = false
  #compacting: Promise<unknown> = Promise.resolve()
  #lane: Promise<unknown> = Promise.resolve()

  constructor(
    disk: Disk,
    path: string,
    opened: { file: DiskFile; sizeBytes: number; through: number },
  ) {
    this.#disk = disk
    this.#path = path
    this.#file = opened.file
    this.#sizeBytes = opened.sizeBytes
    this.#through = opened.through
  }

  /** Writes a group and waits until the disk has it. */
  append(updates: readonly NewUpdate[], at: number): Promise<number> {
    return this.#alone(async () => {
      await this.#clean()
      const first = this.#through + 1
      const bytes = encodeRecord({ kind: 'group', first, at, updates })
      this.#unclean = true
      await this.#file.write(bytes, this.#sizeBytes)
      await this.#file.sync()
      this.#unclean = false
      this.#sizeBytes += bytes.length
      this.#through += updates.length
      return this.#through
    })
  }

  /** Everything that is safe on the disk. */
  async read(): Promise<FileState> {
    for (;;) {
      const generation = this.#generation
      const sizeBytes = this.#sizeBytes
      const bytes = await this.#disk.read(this.#path)
      // A compaction has put another file in its place meanwhile.
      if (generation !== this.#generation) continue
      const state = bytes && stateOf(await readRecords(bytes.subarray(0, sizeBytes)))
      if (!state) throw damagedSnapshot(this.#path)
      return state
    }
  }

  /** Puts a file with this snapshot in place of all updates up to a number. */
  compact(snapshot: Uint8Array, through: number): Promise<void> {
    const turn = this.#compacting.then(() => this.#compact(snapshot, through))
    this.#compacting = turn.catch(() => undefined)
    return turn
  }

  /** Waits for what is under way and lets go of the file. */
  async close(): Promise<void> {
    await this.#alone(() => this.#file.close())
  }

  async #compact(snapshot: Uint8Array, through: number): Promise<void> {
    const before = await this.read()
    if (through <= before.snapshotThrough) return
    const gone = before.groups.filter((group) => lastOf(group) <= through)
    const head = Buffer.concat([
      encodeRecord({
        kind: 'ledger',
        damaged: before.damaged,
        compacted: sumContributions([...before.compacted, ...contributionsOf(gone)]),
      }),
      encodeRecord({ kind: 'snapshot', through, bytes: snapshot }),
    ])
    const draft = await draftFile(this.#disk, this.#path, head)
    try {
      await this.#alone(() => this.#replace(draft, head.length, through))
    } catch (cause) {
      if (this.#file !== draft) await draft.close()
      throw cause
    }
  }

  async #replace(draft: DiskFile, headBytes: number, through: number): Promise<void> {
    await this.#clean()
    const state = await this.read()
    if (state.snapshotThrough >= through) {
      await draft.close()
      return
    }
    const kept = state.groups.filter((group) => lastOf(group) > through).map(encodeRecord)
    const tail = Buffer.concat(kept)
    if (tail.length > 0) {
      await draft.write(tail, headBytes)
      await draft.sync()
    }
    this.#nameUnsafe = true
    await this.#disk.rename(`${this.#path}.draft`, this.#path)
    const old = this.#file
    this.#generation++
    this.#file = draft
    this.#sizeBytes = headBytes + tail.length
    await old.close()
    await this.#clean()
  }

  /** Takes back what a failed write may have left; nothing is appended behind it. */
  async #clean(): Promise<void> {
    // Until the folder is synced a power cut brings the old file back, without what is appended to the new one.
    if (this.#nameUnsafe) await this.#disk.syncFolder(dirname(this.#path))
    this.#nameUnsafe = false
    if (!this.#unclean) return
    await this.#file.truncate(this.#sizeBytes)
    await this.#file.sync()
    this.#unclean = false
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lane.then(work)
    this.#lane = turn.catch(() => undefined)
    return turn
  }
}

/** Writes a draft beside the file, safe on the disk but not yet in its place. */
async function draftFile(disk: Disk, path: string, bytes: Uint8Array): Promise<DiskFile> {
  const file = await disk.open(`${path}.draft`, { empty: true })
  try {
    await file.write(bytes, 0)
    await file.sync()
    return file
  } catch (cause) {
    await file.close()
    throw cause
  }
}

/** Writes a whole new log file; after a crash it is there entirely or not at all. */
export async function writeLogFile(
  disk: Disk,
  path: string,
  records: readonly LogRecord[],
): Promise<void> {
  const draft = await draftFile(disk, path, Buffer.concat(records.map(encodeRecord)))
  await draft.close()
  await disk.rename(`${path}.draft`, path)
  await disk.syncFolder(dirname(path))
}

/** Opens a log file for appending: cuts off a torn end, and puts damaged stretches aside. Null when there is none. */
export async function openLogFile(disk: Disk, path: string): Promise<LogFile | null> {
  const bytes = await disk.read(path)
  if (!bytes) return null
  const content = await readRecords(bytes)
  const state = stateOf(content)
  if (!state) throw damagedSnapshot(path)
  if (content.damaged.length > 0) {
    await putAside(disk, path, bytes, content.damaged)
    await writeLogFile(disk, path, [
      { kind: 'ledger', damaged: state.damaged, compacted: state.compacted },
      { kind: 'snapshot', through: state.snapshotThrough, bytes: state.snapshot },
      ...state.groups,
    ])
    return openLogFile(disk, path)
  }
  const file = await disk.open(path, { empty: false })
  if (content.endsAt < bytes.length) {
    await file.truncate(content.endsAt)
    await file.sync()
  }
  return new LogFile(disk, path, { file, sizeBytes: content.endsAt, through: state.through })
}

async function putAside(
  disk: Disk,
  path: string,
  bytes: Uint8Array,
  stretches: LogFileContent['damaged'],
): Promise<void> {
  const folder = join(dirname(path), 'quarantine')
  await disk.makeFolder(folder)
  for (const [from, to] of stretches) {
    // The checksum tells stretches of different times at the same place apart.
    const name = `${basename(path)}-${from}-${to}`
    const file = await disk.open(join(folder, name), { empty: true })
    await file.write(bytes.subarray(from, to), 0)
    await file.sync()
    await file.close()
  }
  await disk.syncFolder(folder)
}
