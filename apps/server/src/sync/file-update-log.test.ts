import { describe, expect, test } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { Disk } from './disk.ts'
import type { DocumentBirth, DocumentBirths } from './document-births.ts'
import { openFileUpdateLog, type FileUpdateLog } from './file-update-log.ts'
import { openForgetfulDisk, type DiskFailure, type ForgetfulDisk } from './forgetful-disk.ts'
import { updateLogCompactionContract, updateLogContract } from './update-log-contract.ts'
import type { UpdateLog } from './update-log.ts'

const id = 'ws_abcdefghij'
const author = { person: 'pe_ann', organisation: 'og_north' }

/** What the store would know of documents. */
function openBirths() {
  const known = new Map<string, DocumentBirth>()
  const changes: [document: string, at: number][] = []
  const births: DocumentBirths = {
    find: async (document) => known.get(document) ?? null,
    noteFile: async (document) => {
      const birth = known.get(document)
      if (birth) known.set(document, { ...birth, hadFile: true })
    },
    noteChange: async (document, at) => {
      changes.push([document, at.getTime()])
    },
  }
  const create = async (document: string, snapshot: Uint8Array): Promise<void> => {
    if (known.has(document)) throw new Error('created already')
    known.set(document, { snapshot, through: 0, compacted: [], hadFile: false })
  }
  return { births, create, changes }
}

function seeded(seed: number): () => number {
  let state = seed * 7919 + 17
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const openOnDisk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-log-'))
  const { births, create } = openBirths()
  const log = await openFileUpdateLog({ folder, births, now: () => 5 })
  return {
    log,
    create,
    close: async () => {
      await log.close()
      await rm(folder, { recursive: true })
    },
  }
}

updateLogContract('The update log in files', openOnDisk)
updateLogCompactionContract('The update log in files', openOnDisk)

/** Edits that do not build on each other: each is one map entry, so that what is stored can be read off. */
function editsOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const doc = new Y.Doc()
    doc.getMap('m').set(`k${index}`, index)
    return Y.encodeStateAsUpdate(doc)
  })
}

async function storedKeys(log: UpdateLog): Promise<string[]> {
  const stored = await log.load(id)
  return stored ? [...applyStored(stored).getMap('m').keys()] : []
}

const openOn = (disk: Disk, births: DocumentBirths): Promise<FileUpdateLog> =>
  openFileUpdateLog({ folder: '/logs', births, now: () => 5, disk })

async function compact(log: UpdateLog): Promise<void> {
  const stored = await log.load(id)
  if (!stored) throw new Error('nothing stored')
  await log.compact(id, Y.encodeStateAsUpdate(applyStored(stored)), stored.through)
}

/** Appends and compacts by turns; gives the keys that were acknowledged, whatever failed. */
async function liveThrough(disk: ForgetfulDisk, births: DocumentBirths): Promise<string[]> {
  const acknowledged: string[] = []
  const log = await openOn(disk, births)
  let compacting: Promise<void> | null = null
  for (const [index, bytes] of editsOf(12).entries()) {
    await log.append(id, [{ bytes, author, edits: 1 }]).then(
      () => acknowledged.push(`k${index}`),
      () => undefined,
    )
    await compacting
    // Every other one runs while the next edit is appended.
    compacting = index % 4 < 2 ? null : compact(log).catch(() => undefined)
    if (index % 4 === 3) await compacting
  }
  await compacting
  await log.close()
  return acknowledged
}

async function newBirths() {
  const { births, create } = openBirths()
  await create(id, Y.encodeStateAsUpdate(new Y.Doc()))
  return births
}

async function operationsOf(): Promise<number> {
  const disk = openForgetfulDisk()
  await liveThrough(disk, await newBirths())
  return disk.operations()
}

describe('the update log in files outlives its disk', () => {
  test('[SYNC-15] a power cut between any two writes loses nothing that was acknowledged', async () => {
    const most = await operationsOf()
    expect(most).toBeGreaterThan(40)
    for (let at = 0; at <= most; at++) {
      for (let seed = 0; seed < 6; seed++) {
        const births = await newBirths()
        const disk = openForgetfulDisk({ at, forEver: true })
        const acknowledged = await liveThrough(disk, births)
        const found = await openOn(disk.afterCrash(seeded(at * 10 + seed)), births)
        const keys = await storedKeys(found)
        for (const key of acknowledged) expect(keys, `cut at ${at}, seed ${seed}`).toContain(key)
        await found.append(id, [{ bytes: editsOf(1)[0] ?? new Uint8Array(), author, edits: 1 }])
        await found.close()
      }
    }
  })

  test('[SYNC-15] a write that fails once is refused, and everything after it is stored', async () => {
    const most = await operationsOf()
    for (let at = 0; at <= most; at++) {
      const births = await newBirths()
      const failure: DiskFailure = { at, forEver: false }
      const disk = openForgetfulDisk(failure)
      const acknowledged = await liveThrough(disk, births)
      expect(acknowledged.length, `failure at ${at}`).toBeGreaterThanOrEqual(11)
      const again = await openOn(
        disk.afterCrash(() => 0),
        births,
      )
      expect(await storedKeys(again), `failure at ${at}`).toEqual(
        expect.arrayContaining(acknowledged),
      )
      expect((await again.load(id))?.damaged).toBe(0)
    }
  })

  test('[SYNC-14] a damaged group is put aside, counted, and the rest opens, for good', async () => {
    const births = await newBirths()
    const disk = openForgetfulDisk()
    const log = await openOn(disk, births)
    const sizes: number[] = []
    for (const key of ['a', 'b', 'c']) {
      const doc = new Y.Doc()
      doc.getMap('m').set(key, 1)
      sizes.push((await disk.read(`/logs/${id}.log`))?.length ?? 0)
      await log.append(id, [{ bytes: Y.encodeStateAsUpdate(doc), author, edits: 1 }])
    }
    await log.close()
    disk.damage(`/logs/${id}.log`, (sizes[1] ?? 0) + 40)
    for (let time = 0; time < 2; time++) {
      const again = await openOn(disk, births)
      expect(await storedKeys(again)).toEqual(['a', 'c'])
      expect((await again.load(id))?.damaged).toBe(1)
      await again.close()
    }
    expect(disk.paths().filter((path) => path.includes('quarantine'))).toHaveLength(1)
  })

  test('[SYNC-14] a document whose snapshot is damaged, or whose file is gone, does not open as if it were new', async () => {
    const births = await newBirths()
    const disk = openForgetfulDisk()
    const log = await openOn(disk, births)
    await log.append(id, [{ bytes: editsOf(1)[0] ?? new Uint8Array(), author, edits: 1 }])
    await compact(log)
    await log.close()
    const path = `/logs/${id}.log`
    const whole = (await disk.read(path))?.length ?? 0
    disk.damage(path, whole - 3)
    await expect((await openOn(disk, births)).load(id)).rejects.toThrow('damaged')
    await disk.remove(path)
    await expect((await openOn(disk, births)).load(id)).rejects.toThrow('missing')
  })

  test('[SYNC-11] the file of a document that was never created is never made', async () => {
    const disk = openForgetfulDisk()
    const log = await openOn(disk, openBirths().births)
    expect(await log.load(id)).toBeNull()
    await expect(log.append(id, [{ bytes: new Uint8Array(), author, edits: 1 }])).rejects.toThrow()
    expect(await log.load('../../etc/passwd')).toBeNull()
    expect(disk.paths()).toEqual([])
  })

  test('[SYNC-15] when a document was changed is noted in the store, but not at every edit', async () => {
    const { births, create, changes } = openBirths()
    await create(id, Y.encodeStateAsUpdate(new Y.Doc()))
    let now = 1000
    const disk = openForgetfulDisk()
    const log = await openFileUpdateLog({ folder: '/logs', births, now: () => now, disk })
    for (const bytes of editsOf(40)) {
      await log.append(id, [{ bytes, author, edits: 1 }])
      now += 1000
    }
    expect(changes).toEqual([
      [id, 1000],
      [id, 16_000],
      [id, 31_000],
    ])
  })

  test('[SYNC-35] files that nobody uses are closed', async () => {
    const { births, create } = openBirths()
    const disk = openForgetfulDisk()
    const log = await openFileUpdateLog({
      folder: '/logs',
      births,
      now: () => 5,
      disk,
      openFiles: 8,
    })
    for (let index = 0; index < 100; index++) {
      const document = `ws_${String(index).padStart(10, '0')}`
      await create(document, Y.encodeStateAsUpdate(new Y.Doc()))
      await log.append(document, [{ bytes: editsOf(1)[0] ?? new Uint8Array(), author, edits: 1 }])
    }
    expect(log.openFiles()).toBe(8)
    expect((await log.load('ws_0000000000'))?.updates).toHaveLength(1)
  })
})
