import { isEmptyUpdate, outlineUpdate } from '@weft/sync-protocol'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { workHere } from './document-work.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import { StoredContent } from './stored-content.ts'
import { StoredIndex } from './stored-index.ts'
import { serverAuthor } from './update-log.ts'

function outline(bytes: Uint8Array) {
  const found = outlineUpdate(bytes)
  if (!found.ok) throw new Error('not sound')
  return found.value
}

function seeded(seed: number): () => number {
  let state = seed * 7919 + 17
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function editedText(seed: number, steps: number) {
  const random = seeded(seed)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = doc.getText('t')
  for (let step = 0; step < steps; step++) {
    const at = Math.floor(random() * (text.length + 1))
    if (random() < 0.6 || text.length < 4) text.insert(at, 'abc')
    else text.delete(Math.min(at, text.length - 3), 3)
  }
  return { doc, updates }
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed)

describe('what the hub knows of a document without opening it', () => {
  test.each(seeds)(
    '[SYNC-37] is what the document itself would say, in any order, seed %i',
    (seed) => {
      const { doc, updates } = editedText(seed, 80)
      const random = seeded(seed + 99)
      const index = new StoredIndex()
      const order = updates.toSorted(() => random() - 0.5)
      for (const [place, bytes] of order.entries()) {
        index.add(outline(bytes))
        const whole = Y.mergeUpdates(order.slice(0, place + 1))
        expect(Y.decodeStateVector(index.encodeStateVector()).get(doc.clientID) ?? 0).toBe(
          Y.decodeStateVector(Y.encodeStateVectorFromUpdate(whole)).get(doc.clientID) ?? 0,
        )
      }
      expect(index.knows(outline(Y.encodeStateAsUpdate(doc)))).toBe(true)
      expect(isEmptyUpdate(outline(Y.encodeStateAsUpdate(doc)))).toBe(false)
      doc.getText('t').delete(0, 1)
      expect(index.knows(outline(Y.encodeStateAsUpdate(doc)))).toBe(false)
    },
  )

  test('[SYNC-37] a change behind a gap is not known until the gap is filled', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const key of ['a', 'b', 'c']) doc.getMap('m').set(key, 1)
    const [first, second, third] = updates.map(outline)
    if (!first || !second || !third) throw new Error('too few')
    const index = new StoredIndex()
    index.add(first)
    index.add(third)
    expect(index.knows(third)).toBe(false)
    index.add(second)
    expect(index.knows(third)).toBe(true)
  })
})

describe('answers to state vectors', () => {
  test.each(seeds)(
    '[SYNC-38] hold everything that is lacking, from the log or from memory, seed %i',
    async (seed) => {
      const { doc, updates } = editedText(seed, 60)
      const id = 'ws_abcdefghij'
      const log = openMemoryUpdateLog()
      await log.create(id, Y.encodeStateAsUpdate(new Y.Doc()))
      const author = serverAuthor
      await log.append(
        id,
        updates.slice(0, 40).map((bytes) => ({ bytes, author, edits: 1 })),
      )
      const stored = await log.load(id)
      if (!stored) throw new Error('nothing stored')
      const index = new StoredIndex()
      for (const bytes of [stored.snapshot, ...updates]) index.add(outline(bytes))
      const content = new StoredContent({ log, document: id, stored, index, work: workHere })
      const later = updates.slice(40)
      const through = await log.append(
        id,
        later.map((bytes) => ({ bytes, author, edits: 1 })),
      )
      content.add(later, stored.through, through)
      for (const known of [0, 1, 25, updates.length]) {
        for (const forget of [false, true]) {
          if (forget) content.forget()
          const reader = new Y.Doc()
          for (const bytes of updates.slice(0, known)) Y.applyUpdate(reader, bytes)
          const answer = await content.answer(Y.encodeStateVector(reader))
          for (const piece of answer.pieces) Y.applyUpdate(reader, piece)
          expect(reader.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
          expect(answer.through).toBe(updates.length)
        }
        const rest = new Y.Doc()
        for (const bytes of updates.slice(0, known)) Y.applyUpdate(rest, bytes)
        for (const piece of (await content.after(known)).pieces) Y.applyUpdate(rest, piece)
        expect(rest.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
      }
    },
  )
})
