import { accept, refuse, type Outcome } from '@weft/kernel'
import type { FrameReader } from './read-bytes.ts'

/** What one client says of itself; `text` is JSON, `null` when it leaves. */
export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  readonly text: string
}

/** Reads the entries of an awareness message without reading their JSON yet. */
export function parseAwarenessEntries(
  reader: FrameReader,
  limit: number,
): Outcome<readonly AwarenessEntry[]> {
  const count = reader.readNumber()
  if (count > limit) return refuse('sync.malformed', { reason: 'too many awareness entries' })
  const entries: AwarenessEntry[] = []
  for (let index = 0; index < count; index++) {
    const client = reader.readNumber()
    const clock = reader.readNumber()
    entries.push({ client, clock, text: reader.readText() })
  }
  if (!reader.isAtEnd()) return refuse('sync.malformed', { reason: 'bytes follow the entries' })
  return accept(entries)
}

/** What a client says of itself, as data: an object, or null when it leaves. */
export function parseAwarenessState(
  text: string,
): Outcome<Readonly<Record<string, unknown>> | null> {
  try {
    const state: unknown = JSON.parse(text)
    if (state === null) return accept(null)
    if (typeof state !== 'object' || Array.isArray(state)) {
      return refuse('sync.malformed', { reason: 'an awareness state is an object' })
    }
    return accept({ ...state })
  } catch {
    return refuse('sync.malformed', { reason: 'an awareness state is JSON' })
  }
}
