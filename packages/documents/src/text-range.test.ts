import type { Random } from '@weft/kernel'
import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { connectDocuments, seededRandom } from './testing.ts'
import { findRange, markRange, type TextPlace } from './text-range.ts'

/** Every character of the beginning is another one, so that each can be found again. */
const signs = Array.from({ length: 40 }, (_, index) => String.fromCharCode(0x4e00 + index))
const beginning = signs.join('')

function openTexts(count: number) {
  const docs = Array.from({ length: count }, () => new Y.Doc())
  docs[0]?.getText('sql').insert(0, beginning)
  const link = connectDocuments(docs)
  link.deliver()
  return { docs, texts: docs.map((doc) => doc.getText('sql')), link }
}

/** Writes or deletes somewhere in one of the texts, and now and then lets one of the others hear of it. */
function editOnce({ texts, link }: ReturnType<typeof openTexts>, random: Random): void {
  const pick = (most: number): number => Math.floor(random() * most)
  const text = texts[pick(3)]
  if (!text) return
  if (random() < 0.6) text.insert(pick(text.length + 1), 'x'.repeat(1 + pick(3)))
  else if (text.length > 0) {
    const at = pick(text.length)
    text.delete(at, Math.min(1 + pick(4), text.length - at))
  }
  if (random() < 0.5) link.deliverOne(random)
}

function wordsIn(text: Y.Text | undefined, place: TextPlace | null | undefined): string {
  return place ? (text?.toJSON() ?? '').slice(place.from, place.to) : ''
}

describe('a range of a shared text', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    '[TALK-30] holds its characters and no others while several people edit at once, seed %i',
    (seed) => {
      const random = seededRandom(seed)
      const pick = (most: number): number => Math.floor(random() * most)
      const open = openTexts(3)
      const { texts, link } = open
      const from = pick(30)
      const to = from + 1 + pick(9)
      const range = texts[0] && markRange(texts[0], { from, to })
      if (!range) throw new Error('no range')
      const marked = signs.slice(from, to)
      const beside = signs.filter((sign) => !marked.includes(sign))
      for (let turn = 0; turn < 80; turn += 1) editOnce(open, random)
      link.deliver()
      const places = texts.map((text) => findRange(text, range))
      expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1)
      const words = texts[0]?.toJSON() ?? ''
      const inside = wordsIn(texts[0], places[0])
      for (const sign of marked) expect(inside.includes(sign)).toBe(words.includes(sign))
      for (const sign of beside) expect(inside.includes(sign)).toBe(false)
    },
  )

  test('[TALK-31] is gone when its characters are, whatever was written in their place', () => {
    const { texts, link } = openTexts(2)
    const [one, two] = texts
    const range = one && markRange(one, { from: 5, to: 9 })
    if (!range || !two) throw new Error('no range')
    two.delete(5, 4)
    two.insert(5, 'SELECT')
    link.deliver()
    expect(findRange(one, range)).toBeNull()
    expect(findRange(two, range)).toBeNull()
  })

  test('[TALK-31] is there again when its deletion is undone', () => {
    const doc = new Y.Doc()
    const text = doc.getText('sql')
    text.insert(0, beginning)
    const range = markRange(text, { from: 5, to: 9 })
    const undo = new Y.UndoManager(text)
    text.delete(0, 20)
    if (!range) throw new Error('no range')
    expect(findRange(text, range)).toBeNull()
    undo.undo()
    expect(findRange(text, range)).toEqual({ from: 5, to: 9 })
  })

  test('[TALK-32] of one text is none of another, nor one of a document it was not made in', () => {
    const { texts } = openTexts(1)
    const range = texts[0] && markRange(texts[0], { from: 1, to: 3 })
    if (!range) throw new Error('no range')
    const other = texts[0]?.doc?.getText('other')
    other?.insert(0, 'words of another text')
    expect(other && findRange(other, range)).toBeNull()
    const stranger = new Y.Doc().getText('sql')
    stranger.insert(0, beginning)
    expect(findRange(stranger, range)).toBeNull()
  })

  test('[TALK-32] any ends somebody sends are read without harm', () => {
    const { texts } = openTexts(1)
    const [text] = texts
    if (!text) throw new Error('no text')
    const ends = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => toBase64UrlEncoded(bytes)),
      fc.constant('A'.repeat(100_000)),
    )
    fc.assert(
      fc.property(ends, ends, (start, end) => {
        const place = findRange(text, { start, end })
        if (place) expect(place.from < place.to && place.to <= text.length).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(text.toJSON()).toBe(beginning)
  })

  test('[TALK-30] marks nothing where there is nothing', () => {
    const { texts } = openTexts(1)
    const [text] = texts
    for (const [from, to] of [
      [3, 3],
      [5, 2],
      [-1, 2],
      [0, 999],
    ] as const) {
      expect(text && markRange(text, { from, to })).toBeNull()
    }
  })
})
