import type { Clock } from '@weft/kernel'
import type { Awareness } from 'y-protocols/awareness'
import { openThrottle } from './open-throttle.ts'
import {
  nowhere,
  parseMovement,
  parsePresence,
  type Movement,
  type PresencePerson,
  type PresenceState,
  type Whereabouts,
} from './presence-state.ts'
import { watchAttention, type WatchedPage } from './watch-attention.ts'

/** Who else is here, and what this window says of itself. */
export interface Presence {
  /** The number of this window, as others see it. */
  readonly clientId: number
  others(): readonly PresenceState[]
  /** Told when somebody comes, goes or takes something else in hand; not when their hand moves. */
  onChange(listener: () => void): () => void
  /** Where the hands and the sight of the others are now, by window. */
  movements(): ReadonlyMap<number, Movement>
  /** Told of every move, many times a second. */
  onMove(listener: () => void): () => void
  /** Says where this person is now; sent at most about 30 times a second. */
  set(patch: Partial<Omit<Whereabouts & Movement, 'attention' | 'call'>>): void
  /** Asks everybody to come here; false when it was done a moment ago. */
  callEverybody(): boolean
}

/** Presence with its ending. */
export interface OpenPresence extends Presence {
  dispose(): void
}

/** What changed among the clients of an awareness. */
interface Change {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/** How long somebody who asked everybody to come waits before they can ask again. */
export const callAgainAfterMs = 30_000

/** A set of listeners, told one after the other. */
function openListeners() {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of [...listeners]) listener()
    },
    add: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    clear: () => {
      listeners.clear()
    },
  }
}

/** What the others say of themselves; a state is read once, and only when it changed. */
function openOthers(awareness: Awareness) {
  const states = new Map<number, PresenceState>()
  const movements = new Map<number, Movement>()
  const written = new Map<number, string>()
  let list: readonly PresenceState[] | null = null
  const forget = (id: number): boolean => {
    movements.delete(id)
    written.delete(id)
    return states.delete(id)
  }
  /** Whether what somebody has in hand is another than before. */
  const take = (id: number): boolean => {
    const raw = awareness.getStates().get(id)
    const state = id === awareness.clientID ? null : parsePresence(id, raw)
    if (!state) return forget(id)
    movements.set(id, parseMovement(raw))
    const text = JSON.stringify(state)
    if (written.get(id) === text) return false
    written.set(id, text)
    states.set(id, state)
    return true
  }
  for (const id of awareness.getStates().keys()) take(id)
  return {
    movements,
    list: () => (list ??= [...states.values()]),
    change: ({ added, updated, removed }: Change): boolean => {
      const changes = [...added, ...updated].map(take)
      const gone = removed.map(forget)
      const isOther = changes.includes(true) || gone.includes(true)
      if (isOther) list = null
      return isOther
    },
  }
}

/** Opens presence over an awareness; its `presence` entry is ours, the others belong to text editors. */
export function openPresence(
  awareness: Awareness,
  person: PresencePerson,
  now: Clock,
  page?: WatchedPage,
): OpenPresence {
  let mine = nowhere
  let calledAt = -Infinity
  const others = openOthers(awareness)
  const [changes, moves] = [openListeners(), openListeners()]
  const throttle = openThrottle(now, () => {
    awareness.setLocalStateField('presence', mine)
  })
  const patch = (given: Partial<Whereabouts & Movement>): void => {
    mine = { ...mine, ...given }
    throttle.ask()
  }
  const changed = (change: Change, origin: unknown) => {
    if (origin === 'local') return
    if (others.change(change)) changes.tell()
    moves.tell()
  }

  awareness.setLocalStateField('person', person)
  throttle.ask()
  awareness.on('change', changed)
  const stopWatching = watchAttention(page, now, (attention) => {
    patch({ attention })
  })
  return {
    clientId: awareness.clientID,
    others: others.list,
    onChange: changes.add,
    movements: () => others.movements,
    onMove: moves.add,
    set: patch,
    callEverybody: () => {
      if (now() - calledAt < callAgainAfterMs) return false
      calledAt = now()
      patch({ call: mine.call + 1 })
      return true
    },
    dispose: () => {
      stopWatching()
      throttle.dispose()
      changes.clear()
      moves.clear()
      awareness.off('change', changed)
      awareness.setLocalState(null)
    },
  }
}
