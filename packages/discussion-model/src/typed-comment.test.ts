import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentMentions, unweaveMentions, weaveMentions } from './index.ts'

const lin = { mention: { kind: 'person', id: 'pe_lin' }, words: 'Lin' } as const
const linYue = { mention: { kind: 'person', id: 'pe_yue' }, words: 'Lin Yue' } as const

test('[TALK-24] the words of somebody picked become a mention when they are sent', () => {
  const sent = weaveMentions({ text: 'Hi @Lin Yue, @Lin! @Linus', picked: [lin, linYue] })
  expect(sent).toBe('Hi [@Lin Yue](person:pe_yue), [@Lin](person:pe_lin)! @Linus')
  expect(weaveMentions({ text: '@Lin', picked: [] })).toBe('@Lin')
})

test('[TALK-24] two people of one name do not become one when a comment is edited', () => {
  const source = '[@Lin](person:pe_1) [@Lin](person:pe_2)'
  expect(weaveMentions(unweaveMentions(source))).toBe(source)
})

test('[TALK-24] editing a comment without changing it keeps whom it mentions, whatever their names', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((words) => words === words.trim() && !/[\n\r\p{C}]/u.test(words))
  const picked = fc.uniqueArray(
    fc.record({
      words: name,
      mention: fc.record({
        kind: fc.constantFrom('person', 'organisation'),
        id: fc.stringMatching(/^[a-z0-9_]{1,12}$/),
      }),
    }),
    { selector: ({ words }) => words, maxLength: 4 },
  )
  fc.assert(
    fc.property(picked, (all) => {
      const typed = { text: all.map(({ words }) => `(@${words} )`).join('\n'), picked: all }
      const sent = weaveMentions(typed)
      expect(weaveMentions(unweaveMentions(sent))).toBe(sent)
    }),
  )
  expect(
    commentMentions(
      weaveMentions({
        text: '@a](person:x',
        picked: [{ words: 'a](person:x', mention: { kind: 'person', id: 'pe_a' } }],
      }),
    ),
  ).toEqual([{ kind: 'person', id: 'pe_a' }])
})
