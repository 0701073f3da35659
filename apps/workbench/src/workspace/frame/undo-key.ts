import { shortcutOf } from '../pipeline/shortcuts/shortcut-of.ts'

/** What a key asks of the history; null inside text editors, which keep their own keys or share the history themselves. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const wanted = shortcutOf(event, 'canvas')
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('.monaco-editor')) return null
  return wanted === 'undo' || wanted === 'redo' ? wanted : null
}
