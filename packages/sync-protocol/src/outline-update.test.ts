import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cutUpdate } from './cut-update.ts'
import { joinUpdates } from './join-updates.ts'
import { isEmptyUpdate, outlineUpdate, type UpdateOutline } from './outline-update.ts'

function seeded(seed: number): () => number {
  let state = seed * 7919 + 17
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const values = [1, -5, 1.5, 2 ** 40, true, null, 'text', '文字 🙂', [1, ['a']], { a: { b: 1 } }]

function editOnce(doc: Y.Doc, random: () => number): void {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const text = doc.getText('text')
  const list = doc.getArray<unknown>('list')
  const map = doc.getMap<unknown>('map')
  const at = Math.floor(random() * (text.length + 1))
  const choices: readonly (() => void)[] = [
    () => text.insert(at, pick(['a', 'bcd', '经纬', '🙂'])),
    () => text.delete(0, Math.min(text.length, 2)),
    () => text.format(0, Math.min(text.length, 3), { bold: pick([true, null]) }),
    () => text.insertEmbed(0, { image: 'x' }),
    () => list.insert(Math.floor(random() * (list.length + 1)), [pick(values), pick(values)]),
    () => list.delete(0, Math.min(list.length, 1)),
    () => map.set(pick(['a', 'b', 'c']), pick(values)),
    () => map.set('nested', new Y.Map([['x', pick(values)]])),
    () => map.set('bytes', Uint8Array.of(1, 2, 3)),
    () => map.set('xml', new Y.XmlElement('p')),
    () => map.delete(pick(['a', 'b', 'nested'])),
    () => map.set('part', new Y.Doc()),
  ]
  pick(choices)()
}

/** The edits of three people who hear of each other now and then. */
function history(seed: number, steps: number): { updates: Uint8Array[]; whole: Y.Doc } {
  const random = seeded(seed)
  const people = [0, 1, 2].map((index) => {
    const doc = new Y.Doc()
    doc.clientID = 1000 * (seed + 1) + index
    return doc
  })
  const updates: Uint8Array[] = []
  for (const doc of people) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'heard') updates.push(update)
    })
  }
  for (let step = 0; step < steps; step++) {
    const doc = people[Math.floor(random() * 3)] ?? new Y.Doc()
    if (random() < 0.3) for (const update of updates) Y.applyUpdate(doc, update, 'heard')
    editOnce(doc, random)
  }
  const whole = new Y.Doc()
  for (const update of updates) Y.applyUpdate(whole, update)
  return { updates, whole }
}

function sound(bytes: Uint8Array): UpdateOutline {
  const outline = outlineUpdate(bytes)
  if (!outline.ok) throw new Error(JSON.stringify(outline.failure))
  return outline.value
}

function contentOf(doc: Y.Doc): unknown {
  return [
    doc.getText('text').toDelta(),
    doc.getArray('list').toJSON(),
    [...doc.getMap('map').keys()].toSorted(),
  ]
}

function applied(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const seeds = Array.from({ length: 25 }, (_, seed) => seed)

describe('outlines of updates', () => {
  test.each(seeds)('[SYNC-5] are what Yjs reads in the update, seed %i', (seed) => {
    const { updates, whole } = history(seed, 60)
    for (const bytes of [...updates, Y.encodeStateAsUpdate(whole)]) {
      const { structs, ds } = Y.decodeUpdate(bytes)
      const outline = sound(bytes)
      const ticks = structs.reduce((sum, { length }) => sum + length, 0)
      expect(outline.runs.reduce((sum, { length }) => sum + length, 0)).toBe(ticks)
      expect(outline.runs.reduce((sum, run) => sum + run.structs, 0)).toBe(structs.length)
      const ranges = [...ds.clients.values()].reduce((sum, { length }) => sum + length, 0)
      expect(outline.deletions.reduce((sum, run) => sum + run.ranges, 0)).toBe(ranges)
      expect(isEmptyUpdate(outline)).toBe(structs.length === 0 && ds.clients.size === 0)
    }
  })

  test('[SYNC-5] gaps left by merging are known', () => {
    const { updates } = history(3, 60)
    const merged = Y.mergeUpdates(updates.filter((_, index) => index % 2 === 0))
    expect(sound(merged).gapless).toBe(false)
    expect(sound(Y.mergeUpdates(updates)).gapless).toBe(true)
  })

  test.each(seeds)(
    '[SYNC-6] no update with changed bytes that is found sound makes Yjs throw, seed %i',
    (seed) => {
      const random = seeded(seed + 500)
      const { updates, whole } = history(seed, 40)
      const state = Y.encodeStateAsUpdate(whole)
      let accepted = 0
      for (let round = 0; round < 400; round++) {
        const from = updates[Math.floor(random() * updates.length)] ?? new Uint8Array()
        const bytes = from.slice()
        for (let change = 0; change <= random() * 3; change++) {
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
        }
        if (!outlineUpdate(bytes).ok) continue
        accepted++
        const doc = applied([state])
        expect(() => Y.applyUpdate(doc, bytes)).not.toThrow()
        expect(() => Y.encodeStateAsUpdate(doc)).not.toThrow()
      }
      expect(accepted).toBeGreaterThan(0)
    },
  )

  test('[SYNC-6] a change that builds on itself, a client twice and bytes behind the end are refused', () => {
    const item = (client: number, originClock: number) => [
      1,
      client,
      0,
      132,
      client,
      originClock,
      1,
      65,
    ]
    expect(outlineUpdate(Uint8Array.of(1, ...item(5, 0), 0)).ok).toBe(false)
    expect(outlineUpdate(Uint8Array.of(2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0)).ok).toBe(false)
    expect(outlineUpdate(Uint8Array.of(1, 1, 5, 0, 0, 1, 0)).ok).toBe(true)
    expect(outlineUpdate(Uint8Array.of(1, 1, 5, 0, 0, 1, 0, 0)).ok).toBe(false)
    expect(outlineUpdate(Uint8Array.of(1, 1, 5, 0, 0, 0, 0)).ok).toBe(false)
  })
})

describe('joined updates', () => {
  test.each(seeds)('[SYNC-7] say the same as the updates one by one, seed %i', (seed) => {
    const { updates, whole } = history(seed, 80)
    const joined = joinUpdates(updates.map(sound), 100_000)
    expect(joined.length).toBeLessThan(updates.length / 2)
    const doc = applied(joined)
    expect(contentOf(doc)).toEqual(contentOf(whole))
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(whole))
    expect(contentOf(applied([Y.mergeUpdates(joined)]))).toEqual(contentOf(whole))
  })

  test('[SYNC-7] stay within the size asked for, and keep order when clocks do not follow', () => {
    const { updates, whole } = history(5, 80)
    const shuffled = [...updates, ...updates.slice(10, 20)]
    for (const most of [10, 60, 500]) {
      const joined = joinUpdates(shuffled.map(sound), most)
      expect(contentOf(applied(joined))).toEqual(contentOf(whole))
    }
  })
})

describe('cut updates', () => {
  test.each(seeds)('[SYNC-8] each piece builds only on pieces before it, seed %i', (seed) => {
    const { whole } = history(seed, 150)
    const bytes = Y.encodeStateAsUpdate(whole)
    const pieces = cutUpdate(bytes, 60)
    if (!pieces.ok) throw new Error('refused')
    expect(pieces.value.length).toBeGreaterThan(3)
    const doc = new Y.Doc()
    for (const piece of pieces.value) {
      Y.applyUpdate(doc, piece)
      expect(doc.store.pendingStructs).toBeNull()
    }
    expect(contentOf(doc)).toEqual(contentOf(whole))
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(whole))
  })
})
