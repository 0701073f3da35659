import { shortcutEntries, type ShortcutId, type ShortcutPlace } from './shortcuts.ts'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A pressed key as the table writes it. Shift is left out where it only makes the sign, as in `?`. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  const isSign = name.length === 1 && !/\p{L}/u.test(name)
  return [
    ctrlKey || metaKey ? 'Mod' : '',
    altKey ? 'Alt' : '',
    shiftKey && !isSign ? 'Shift' : '',
    name,
  ]
    .filter(Boolean)
    .join('+')
}

/** What a pressed key means at a place of the editor; null when nothing. */
export function shortcutOf(pressed: Pressed, place: ShortcutPlace): ShortcutId | null {
  const chord = chordOf(pressed)
  const found = shortcutEntries.find(
    ([, { keys, only }]) => (only ?? place) === place && keys.includes(chord),
  )
  return found?.[0] ?? null
}

// Lists and menus find their entries by the letters typed.
const typedInto = 'input, textarea, select, [role="combobox"], [role="listbox"], [role="menu"]'

/** Whether what is typed now belongs to a field, a list or an editor of text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest(typedInto) !== null)
  )
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
}

/** The keys of a chord as they are shown, one after the other. */
export function shownKeys(chord: string, isMac: boolean): readonly string[] {
  const keys = chord === '+' ? ['+'] : chord.split('+')
  return keys.map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (signs[key] ?? key)))
}
