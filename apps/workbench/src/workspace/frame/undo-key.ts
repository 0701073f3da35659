/** What a key asks of the history; null inside text editors, which keep their own keys or share the history themselves. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('.monaco-editor')) return null
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' ? 'redo' : null
}
