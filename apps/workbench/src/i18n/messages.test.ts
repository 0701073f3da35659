import { createI18n } from 'vue-i18n'
import { describe, expect, test } from 'vitest'
import { messages } from './messages.ts'

interface Tree {
  readonly [key: string]: string | Tree
}

function leaves(tree: Tree, before = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${before}${key}`, value] as const]
      : leaves(value, `${before}${key}.`),
  )
}

const english = new Map(leaves(messages.en))
const chinese = new Map(leaves(messages.zh))
const argumentsOf = (text: string): readonly string[] =>
  [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()

describe('the sentences of the interface', () => {
  test('exist in both languages under the same names', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  test('are never empty', () => {
    const empty = [...english, ...chinese].filter(([, text]) => !text.trim())
    expect(empty.map(([key]) => key)).toEqual([])
  })

  test('take the same arguments in both languages', () => {
    for (const [key, text] of english) {
      expect(argumentsOf(chinese.get(key) ?? ''), key).toEqual(argumentsOf(text))
    }
  })

  test('can be said: none uses the signs of the message language by mistake', () => {
    const { global } = createI18n({ legacy: false, locale: 'en', messages: { ...messages } })
    for (const language of ['en', 'zh'] as const) {
      global.locale.value = language
      for (const [key, text] of english) {
        const args = Object.fromEntries(
          argumentsOf(text).map((name) => [name.replace(/[{}]/g, ''), 'x']),
        )
        expect(global.t(key, args), key).not.toBe('')
      }
    }
  })

  test('in Chinese use Chinese punctuation between Chinese words', () => {
    const wrong = [...chinese].filter(([, text]) =>
      /\p{Script=Han}[,;:?!]\s?\p{Script=Han}/u.test(text),
    )
    expect(wrong.map(([key]) => key)).toEqual([])
  })

  test('in Chinese address people in one way', () => {
    expect([...chinese].filter(([, text]) => text.includes('你')).map(([key]) => key)).toEqual([])
  })
})
