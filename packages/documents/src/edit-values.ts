import { languages, type LocalText } from '@weft/kernel'
import * as Y from 'yjs'
import { mapIn, textIn } from './document-shape.ts'
import { clocksIn } from './live-items.ts'
import { rewriteText } from './write-entries.ts'

/** Sets an entry unless it holds the very value already, so that nothing is written for nothing. */
export function setEntry(map: Y.Map<unknown>, key: string, value: unknown): void {
  if (map.get(key) !== value) map.set(key, value)
}

/** The map at a key, made when it is missing. */
export function mapAt(map: Y.Map<unknown>, key: string): Y.Map<unknown> {
  const found = mapIn(map, key)
  if (found) return found
  const fresh = new Y.Map<unknown>()
  map.set(key, fresh)
  return fresh
}

/** Changes the languages a text names and leaves the others alone. */
export function setLocalText(holder: Y.Map<unknown>, key: string, text: LocalText): void {
  const map = mapAt(holder, key)
  for (const language of languages) {
    const words = text[language]
    if (words === undefined) continue
    const shared = textIn(map, language)
    if (shared) rewriteText(shared, words)
    else setEntry(map, language, words)
  }
}

/** Marks entries as removed and notes what the person who removes them had seen. */
export function markRemoved(entry: Y.Map<unknown>): void {
  entry.set('removed', clocksIn(entry))
}
