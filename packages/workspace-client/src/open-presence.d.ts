import type { Clock } from '@weft/kernel'
import type { Awareness } from 'y-protocols/awareness'
import { type PresencePerson, type PresenceState, type Whereabouts } from './presence-state.ts'
/** Who else is here, and what this window says of itself. */
export interface Presence {
  others(): readonly PresenceState[]
  onChange(listener: () => void): () => void
  /** Says where this person is now; sent at most about 30 times a second, and it ends being idle. */
  set(patch: Partial<Omit<Whereabouts, 'idle'>>): void
}
/** Presence with its ending. */
export interface OpenPresence extends Presence {
  dispose(): void
}
/** Opens presence over an awareness; its `presence` entry is ours, the others belong to text editors. */
export declare function openPresence(
  awareness: Awareness,
  person: PresencePerson,
  now: Clock,
): OpenPresence
