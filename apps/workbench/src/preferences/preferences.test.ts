import { expect, test } from 'vitest'
import { keepLanguage, readLanguage, readTheme } from './preferences.ts'

function placeWith(kept: Record<string, string>, spoken: readonly string[]) {
  const stored = new Map(Object.entries(kept))
  return {
    spoken,
    storage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
  }
}

test('the browser’s first language that Weft speaks is taken', () => {
  expect(readLanguage(placeWith({}, ['fr-FR', 'zh-TW', 'en']))).toBe('zh')
  expect(readLanguage(placeWith({}, ['fr-FR']))).toBe('en')
})

test('a language once chosen stays, whatever the browser says', () => {
  const place = placeWith({}, ['en-GB'])
  keepLanguage(place, 'zh')
  expect(readLanguage(place)).toBe('zh')
})

test('a theme that does not exist is like none', () => {
  expect(readTheme(placeWith({ 'weft.theme': 'sepia' }, []))).toBe('system')
})
