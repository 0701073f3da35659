import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import type { UpdateLog } from './update-log.ts'

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

/** What every update log keeps to. */
export function updateLogContract(name: string, open: () => Promise<UpdateLogUnderTest>): void {
  describe(`${name} keeps the update-log contract`, () => {
    test('[SYNC-10] what was appended is read again, in order and numbered', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(5)
      await create(document, snapshot)
      expect(await log.append(document, updates.slice(0, 2))).toBe(2)
      expect(await log.append(document, updates.slice(2))).toBe(5)
      const stored = await log.load(document)
      expect(stored?.through).toBe(5)
      expect(stored?.updates.map((bytes) => [...bytes])).toEqual(updates.map((b) => [...b]))
      await close()
    })

    test('[SYNC-10] a document that was never created has nothing and takes nothing', async () => {
      const { log, close } = await open()
      expect(await log.load('ws_nowhere001')).toBeNull()
      await expect(log.append('ws_nowhere001', edits(1).updates)).rejects.toThrow()
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
    test('[SYNC-12] compaction loses nothing, not even what is appended meanwhile', async () => {
      const { log, create, close } = await open()
      const { snapshot, updates } = edits(6)
      await create(document, snapshot)
      await log.append(document, updates.slice(0, 4))
      const before = await log.load(document)
      if (!before) throw new Error('nothing stored')
      const whole = Y.encodeStateAsUpdate(applyStored(before))
      await log.append(document, updates.slice(4))
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
      await log.append(document, updates)
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
      await Promise.all(updates.map((update) => log.append(document, [update])))
      const stored = await log.load(document)
      expect(stored?.through).toBe(20)
      expect(stored && applyStored(stored).getMap('m').size).toBe(20)
      await close()
    })
  })
}
