import { expect, test } from 'vitest'
import { chordOf, shortcutOf, shownKeys } from './shortcut-of.ts'
import { shortcutEntries } from './shortcuts.ts'

const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test.each(['canvas', 'outline'] as const)('no key means two things in the %s', (place) => {
  const chords = shortcutEntries
    .filter(([, { only }]) => (only ?? place) === place)
    .flatMap(([, { keys }]) => keys)
  expect(new Set(chords).size).toBe(chords.length)
})

test('a pressed key is read as the table writes it', () => {
  expect(chordOf(press('k', { metaKey: true }))).toBe('Mod+K')
  expect(chordOf(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('Mod+Shift+Z')
  expect(chordOf(press('?', { shiftKey: true }))).toBe('?')
  expect(chordOf(press('+', { shiftKey: true }))).toBe('+')
  expect(chordOf(press(' '))).toBe('Space')
  expect(chordOf(press('ArrowUp', { shiftKey: true }))).toBe('Shift+ArrowUp')
})

test('a key may mean one thing on the canvas and another in the outline', () => {
  const up = press('ArrowUp', { ctrlKey: true })
  expect(shortcutOf(up, 'canvas')).toBe('nudgeUp')
  expect(shortcutOf(up, 'outline')).toBe('passAbove')
  expect(shortcutOf(press('Home'), 'canvas')).toBeNull()
  expect(shortcutOf(press('a', { altKey: true }), 'canvas')).toBeNull()
})

test('keys are shown as they stand on the keyboard', () => {
  expect(shownKeys('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
  expect(shownKeys('Mod+ArrowUp', true)).toEqual(['⌘', '↑'])
  expect(shownKeys('+', false)).toEqual(['+'])
})
