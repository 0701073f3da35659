import type { Random } from '@weft/kernel'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openTypedText, type TypedText } from './open-typed-text.ts'
import { connectDocuments, seededRandom } from './testing.ts'
import { findSplice } from './text-splice.ts'

function sharedBy(count: number, words: string) {
  const docs = Array.from({ length: count }, (_, index) => {
    const doc = new Y.Doc()
    doc.clientID = index + 1
    return doc
  })
  docs[0]?.getText('t').insert(0, words)
  const link = connectDocuments(docs)
  const texts = docs.map((doc) => doc.getText('t'))
  return { link, texts, fields: texts.map((text) => openTypedText(text, {})) }
}

/** The words with some put in at a place, and where the caret is then. */
function typing({ words }: TypedText, at: number, inserted: string, removed = 0) {
  const typed = words.slice(0, at) + inserted + words.slice(at + removed)
  return [typed, at + inserted.length] as const
}

test.each([
  ['aaa', 'aaaa', 1, { at: 0, removed: 0, inserted: 'a' }],
  ['aaa', 'aa', 1, { at: 1, removed: 1, inserted: '' }],
  ['one two', 'one 2', 5, { at: 4, removed: 3, inserted: '2' }],
  ['😀', '😁', 2, { at: 0, removed: 2, inserted: '😁' }],
  ['moved', 'dmove', 0, { at: 0, removed: 0, inserted: 'd' }],
])('the smallest change from %s to %s is where somebody typed', (before, after, caret, splice) => {
  const found = findSplice(before, after, caret)
  const applied =
    before.slice(0, found.at) + found.inserted + before.slice(found.at + found.removed)
  expect(applied).toBe(after)
  if (caret > 0) expect(found).toEqual(splice)
})

test('[DOC-20] letters that arrive while a field lags behind stay, before, in and behind what is typed', () => {
  const { link, texts, fields } = sharedBy(2, 'The bridge is closed.')
  const [mine, theirs] = fields as [TypedText, TypedText]
  // Ann composes a word in the place of "bridge" while Bo writes around and into it.
  theirs.type(...typing(theirs, 0, 'Note: '))
  theirs.type(...typing(theirs, 'Note: The bri'.length, 'XY'))
  theirs.type(...typing(theirs, theirs.words.length, ' Sorry.'))
  link.deliver()
  expect(mine.words).toBe('The bridge is closed.')
  mine.type(...typing(mine, 4, '桥', 'bridge'.length))
  link.deliver()
  expect(texts.map((text) => text.toJSON())).toEqual(
    Array(2).fill('Note: The 桥XY is closed. Sorry.'),
  )
  const where = mine.catchUp()
  expect(mine.words).toBe('Note: The 桥XY is closed. Sorry.')
  // The caret behind the character stays behind it.
  expect(where(5)).toBe('Note: The 桥'.length)
})

test('[DOC-20] a caret stays beside the letter it was behind', () => {
  const { link, fields } = sharedBy(2, 'berths')
  const [mine, theirs] = fields as [TypedText, TypedText]
  theirs.type(...typing(theirs, 0, 'All '))
  theirs.type(...typing(theirs, 'All ber'.length, '-'))
  link.deliver()
  const where = mine.catchUp()
  expect([0, 2, 3, 6].map(where)).toEqual([
    0,
    'All be'.length,
    'All ber'.length,
    'All ber-ths'.length,
  ])
  theirs.catchUp()
  theirs.type('', 0)
  link.deliver()
  expect(mine.catchUp()(5)).toBe(0)
})

test('[DOC-20] ends of lines from elsewhere and things that are no text shift nothing', () => {
  const { texts, fields } = sharedBy(1, 'a\r\nb\rc')
  const [text] = texts as [Y.Text]
  text.insertEmbed(1, { picture: true })
  const [field] = fields as [TypedText]
  field.catchUp()
  expect(field.words).toBe('a\nb\nc')
  field.type('a\nb!\nc', 4)
  expect(text.toJSON()).toBe('a\r\nb!\rc')
  field.type('ab!\nc', 1)
  expect(text.toJSON()).toBe('ab!\rc')
})

/** One person types, removes or catches up at random; tells which letter they typed and which they took away. */
function actAtRandom(field: TypedText, letter: string, random: Random) {
  const place = Math.floor(random() * (field.words.length + 1))
  const kind = random()
  if (kind < 0.3) field.catchUp()
  else if (kind < 0.8) {
    field.type(...typing(field, place, letter))
    return { typed: letter, taken: '' }
  } else {
    const taken = field.words.charAt(place)
    field.type(...typing(field, place, '', 1))
    return { typed: '', taken }
  }
  return { typed: '', taken: '' }
}

test.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
  '[DOC-20] lagging fields lose no letter that nobody who saw it took away, seed %i',
  (seed) => {
    const random = seededRandom(seed)
    const { link, texts, fields } = sharedBy(3, '0123456789')
    const taken = new Set<string>()
    const typed: string[] = []
    for (let turn = 0; turn < 60; turn++) {
      const field = fields[Math.floor(random() * 3)] as TypedText
      const did = actAtRandom(field, String.fromCodePoint(0x4e00 + turn), random)
      if (did.typed) typed.push(did.typed)
      taken.add(did.taken)
      while (random() < 0.5 && link.deliverOne(random));
    }
    link.deliver()
    const end = texts.at(0)?.toJSON() ?? ''
    expect(texts.map((text) => text.toJSON())).toEqual(Array(3).fill(end))
    for (const field of fields) {
      field.catchUp()
      expect(field.words).toBe(end)
    }
    expect(typed.length).toBeGreaterThan(15)
    expect(typed.filter((one) => !end.includes(one) && !taken.has(one))).toEqual([])
    expect(new Set(end).size).toBe(end.length)
  },
)
