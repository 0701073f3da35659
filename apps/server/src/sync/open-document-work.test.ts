import { afterEach, describe, expect, test } from 'vitest'
import { Worker } from 'node:worker_threads'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { openCompaction } from './compaction.ts'
import { workHere, type StoredParts } from './document-work.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import { openDocumentWork, type OpenDocumentWork } from './open-document-work.ts'
import { syncLimits } from './sync-limits.ts'
import { silentObserver } from './sync-observer.ts'
import { serverAuthor } from './update-log.ts'

const opened: OpenDocumentWork[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((work) => work.dispose()))
})

function open(settings: Parameters<typeof openDocumentWork>[0] = {}): OpenDocumentWork {
  const work = openDocumentWork({ smallBytes: 0, smallRows: 0, ...settings })
  opened.push(work)
  return work
}

function editedDocument(): { doc: Y.Doc; stored: StoredParts; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  const snapshot = Y.encodeStateAsUpdate(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = doc.getText('t')
  for (let step = 0; step < 200; step++) {
    if (step % 3 === 2) text.delete(step % 7, 2)
    else text.insert(step % 5, 'abcd')
  }
  return { doc, updates, stored: { snapshot, updates } }
}

/** A thread that ends in the middle of its work. */
const failing = (): Worker =>
  new Worker(`require('node:worker_threads').parentPort.on('message', () => process.exit(3))`, {
    eval: true,
  })
/** A thread that takes up to all memory it may have. */
const greedy = (memoryMb: number): Worker =>
  new Worker(
    `require('node:worker_threads').parentPort.on('message', () => {
      const all = []
      for (;;) all.push(new Array(100000).fill({}))
    })`,
    { eval: true, resourceLimits: { maxOldGenerationSizeMb: memoryMb } },
  )
const silent = (): Worker =>
  new Worker(`require('node:worker_threads').parentPort.on('message', () => {})`, { eval: true })

describe('work on whole documents in threads', () => {
  test('[SYNC-17] is what the same work gives here', async () => {
    const { doc, stored } = editedDocument()
    const work = open()
    const snapshot = await work.snapshot(stored)
    expect(applyStored({ snapshot, updates: [] }).getText('t').toJSON()).toBe(
      doc.getText('t').toJSON(),
    )
    const [there, here] = [await work.survey(stored), await workHere.survey(stored)]
    expect(there.toParts()).toEqual(here.toParts())
    expect(there.size()).toEqual(here.size())
    const reader = new Y.Doc()
    for (const piece of await work.answer(stored, Uint8Array.of(0))) Y.applyUpdate(reader, piece)
    expect(reader.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
    // What was given away was a copy.
    expect(stored.updates[0]?.length).toBeGreaterThan(0)
  })

  test.each([
    ['ends', { start: failing }],
    ['needs too much memory', { start: greedy, limits: { memoryMb: 16 } }],
    ['takes too long', { start: silent, limits: { taskMs: 50 } }],
  ])(
    '[SYNC-17] a thread that %s fails its task, and the next task has a new one',
    async (_name, how) => {
      let starts = 0
      const { stored } = editedDocument()
      const work = open({
        ...how,
        start: (memoryMb) => {
          starts++
          return how.start(memoryMb)
        },
      })
      await expect(work.snapshot(stored)).rejects.toThrow()
      await expect(work.snapshot(stored)).rejects.toThrow()
      expect(starts).toBe(2)
    },
  )

  test('[SYNC-17] what waits behind a task that fails is done', async () => {
    const { stored } = editedDocument()
    let isFirst = true
    const good = open()
    const work = open({
      start: () => {
        if (isFirst) {
          isFirst = false
          return failing()
        }
        return new Worker(
          `const { parentPort } = require('node:worker_threads')
           parentPort.on('message', () => parentPort.postMessage(
             { ok: true, result: { kind: 'snapshot', snapshot: new Uint8Array([1]) } }))`,
          { eval: true },
        )
      },
    })
    const [first, second] = await Promise.allSettled([work.snapshot(stored), work.snapshot(stored)])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
    expect((await good.snapshot(stored)).length).toBeGreaterThan(0)
  })
})

describe('compaction whose work fails', () => {
  test('[SYNC-17] leaves the log as it was, is reported, and is not tried again at every edit', async () => {
    const { updates, stored } = editedDocument()
    const log = openMemoryUpdateLog()
    await log.create('ws_abcdefghij', stored.snapshot)
    await log.append(
      'ws_abcdefghij',
      updates.map((bytes) => ({ bytes, author: serverAuthor, edits: 1 })),
    )
    const loaded = await log.load('ws_abcdefghij')
    if (!loaded) throw new Error('nothing stored')
    let now = 0
    let fails = true
    const failures: string[] = []
    const broken = open({ start: failing })
    const compaction = openCompaction({
      document: 'ws_abcdefghij',
      log,
      stored: loaded,
      work: {
        ...workHere,
        snapshot: (parts) => (fails ? broken : workHere).snapshot(parts),
      },
      limits: { ...syncLimits, compactAfter: 10 },
      now: () => now,
      observer: silentObserver,
      onCompacted: () => undefined,
      onFailure: (message) => failures.push(message),
    })
    expect(compaction.isDue()).toBe(true)
    await compaction.run(10)
    expect(failures).toEqual(['A document could not be compacted'])
    expect((await log.load('ws_abcdefghij'))?.updates).toHaveLength(updates.length)
    expect(compaction.isDue()).toBe(false)
    now = syncLimits.compactPauseMs
    expect(compaction.isDue()).toBe(true)
    fails = false
    await compaction.run(10)
    expect((await log.load('ws_abcdefghij'))?.updates).toEqual([])
    expect(compaction.isDue()).toBe(false)
  })
})
