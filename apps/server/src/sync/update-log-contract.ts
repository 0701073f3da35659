import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { NewUpdate, UpdateAuthor, UpdateLog } from './update-log.ts'

/** An update log under test, with the way to make a document in it. */
export interface UpdateLogUnderTest {
  readonly log: UpdateLog
  readonly create: (document: string, snapshot: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}

function edits(count: number): { snapshot: Uint8Array; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  const snapshot = Y.encodeStateAsUpdate(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) doc.getMap('m').set(`k${index}`, index)
  return { snapshot, updates }
}

const document = 'ws_contract01'
const ann: UpdateAuthor = { person: 'pe_ann', organisation: 'og_north' }
const bo: UpdateAuthor = { person: 'pe_bo', organisation: 'og_south' }

function by(author: UpdateAuthor, updates: readonly Uint8Array[]): NewUpdate[] {
  return updates.map((bytes) => ({ bytes, author, edits: 1 }))
}

async function compactAll(log: UpdateLog): Promise<void> {
  const stored = await log.load(document)
  if (!stored) throw new Error('nothing stored')
  await log.compact(document, Y.encodeStateAsUpdate(applyStored(stored)), stored.through)
}

const sizeOf = (updates: readonly Uint8Array[]): number =>
  updates.reduce((sum, { length }) => sum + length, 0)

/** What every update log keeps to. */
export function updateLogContract(name: string, open: () => Promise<UpdateLogUnderTest>): void {
  describe(`${name} keeps the update-log contract`, () => {
    test('[SYNC-10] what was appended is read again, in order and numbered', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(5)
      await create(document, snapshot)
      expect(await log.append(document, by(ann, updates.slice(0, 2)))).toBe(2)
      expect(await log.append(document, by(bo, updates.slice(2)))).toBe(5)
      const stored = await log.load(document)
      expect(stored?.through).toBe(5)
      expect(stored?.updates.map((bytes) => [...bytes])).toEqual(updates.map((b) => [...b]))
      await close()
    })

    test('[SYNC-10] a document that was never created has nothing and takes nothing', async () => {
      const { log, close } = await open()
      expect(await log.load('ws_nowhere001')).toBeNull()
      await expect(log.append('ws_nowhere001', by(ann, edits(1).updates))).rejects.toThrow()
      await close()
    })

    test('[SYNC-10] what was stored after a number is read without the rest', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(5)
      await create(document, snapshot)
      await log.append(document, by(ann, updates))
      const later = await log.loadAfter(document, 3)
      expect(later?.through).toBe(5)
      expect(later?.updates.map((bytes) => [...bytes])).toEqual(
        updates.slice(3).map((bytes) => [...bytes]),
      )
      await close()
    })

    test('[SYNC-13] who wrote how much is known, per person and organisation', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(5)
      await create(document, snapshot)
      expect(await log.contributions(document)).toEqual([])
      await log.append(document, by(bo, updates.slice(0, 1)))
      await log.append(document, by(ann, updates.slice(1, 4)))
      const many = { bytes: updates[4] ?? new Uint8Array(), author: bo, edits: 9 }
      await log.append(document, [many])
      expect(await log.contributions(document)).toMatchObject([
        { ...bo, edits: 10, sizeBytes: sizeOf([...updates.slice(0, 1), ...updates.slice(4)]) },
        { ...ann, edits: 3, sizeBytes: sizeOf(updates.slice(1, 4)) },
      ])
      await close()
    })

    test('[SYNC-11] a document is created exactly once', async () => {
      const { create, close } = await open()
      const { snapshot } = edits(0)
      await create(document, snapshot)
      await expect(create(document, snapshot)).rejects.toThrow()
      await close()
    })
  })
}

/** What every update log keeps to while it is compacted and written at once. */
export function updateLogCompactionContract(
  name: string,
  open: () => Promise<UpdateLogUnderTest>,
): void {
  describe(`${name} keeps the update-log contract when compacted`, () => {
    testWhatIsKnownLater(open)

    test('[SYNC-12] compaction loses nothing, not even what is appended meanwhile', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(6)
      await create(document, snapshot)
      await log.append(document, by(ann, updates.slice(0, 4)))
      const before = await log.load(document)
      if (!before) throw new Error('nothing stored')
      const whole = Y.encodeStateAsUpdate(applyStored(before))
      await log.append(document, by(bo, updates.slice(4)))
      await log.compact(document, whole, before.through)
      const after = await log.load(document)
      expect(after?.updates).toHaveLength(2)
      expect(after?.through).toBe(6)
      expect(after && applyStored(after).getMap('m').size).toBe(6)
      await close()
    })

    test('[SYNC-12] an older compaction does not undo a newer one', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(4)
      await create(document, snapshot)
      await log.append(document, by(ann, updates))
      const stored = await log.load(document)
      if (!stored) throw new Error('nothing stored')
      await log.compact(document, Y.encodeStateAsUpdate(applyStored(stored)), 4)
      await log.compact(document, snapshot, 2)
      const after = await log.load(document)
      expect(after && applyStored(after).getMap('m').size).toBe(4)
      await close()
    })

    test('[SYNC-10] appends of several servers at once all arrive', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(20)
      await create(document, snapshot)
      await Promise.all(updates.map((update) => log.append(document, by(ann, [update]))))
      const stored = await log.load(document)
      expect(stored?.through).toBe(20)
      expect(stored && applyStored(stored).getMap('m').size).toBe(20)
      await close()
    })
  })
}

function testWhatIsKnownLater(open: () => Promise<UpdateLogUnderTest>): void {
  test('[SYNC-13] contributions survive compaction, and are counted once', async () => {
    const { log, create, close } = await open()
    const { snapshot, updates } = edits(6)
    await create(document, snapshot)
    await log.append(document, by(ann, updates.slice(0, 2)))
    await log.append(document, by(bo, updates.slice(2, 3)))
    await compactAll(log)
    await log.append(document, by(ann, updates.slice(3, 5)))
    await compactAll(log)
    await compactAll(log)
    await log.append(document, by(bo, updates.slice(5)))
    const counts = await log.contributions(document)
    expect(counts.map(({ person, edits: count }) => [person, count])).toEqual([
      ['pe_ann', 4],
      ['pe_bo', 2],
    ])
    expect(counts.every(({ lastAt }) => lastAt !== null)).toBe(true)
    await close()
  })

  test('[SYNC-12] what was stored after a compacted number is not claimed to be known', async () => {
    const { log, create, close } = await open()
    const { snapshot, updates } = edits(4)
    await create(document, snapshot)
    await log.append(document, by(ann, updates.slice(0, 3)))
    await compactAll(log)
    await log.append(document, by(ann, updates.slice(3)))
    expect(await log.loadAfter(document, 2)).toBeNull()
    expect((await log.loadAfter(document, 3))?.updates).toHaveLength(1)
    await close()
  })
}
