import type { Clock } from '@weft/kernel'
import type { Awareness } from 'y-protocols/awareness'
import {
  parsePresence,
  type PresencePerson,
  type PresenceState,
  type Whereabouts,
} from './presence-state.ts'

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

const sendEveryMs = 33
const idleAfterMs = 60_000
const checkIdleEveryMs = 5_000

/** Sends at most every 33 ms: at once when it was quiet, otherwise once at the end of the span. */
function openThrottle(now: Clock, send: () => void) {
  let sentAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  const fire = () => {
    timer = null
    sentAt = now()
    send()
  }
  return {
    ask: () => {
      if (timer !== null) return
      const wait = sentAt + sendEveryMs - now()
      if (wait <= 0) fire()
      else timer = setTimeout(fire, wait)
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** Opens presence over an awareness; its `presence` entry is ours, the others belong to text editors. */
export function openPresence(
  awareness: Awareness,
  person: PresencePerson,
  now: Clock,
): OpenPresence {
  let mine: Whereabouts = {
    area: 'other',
    pipeline: null,
    cursor: null,
    selection: [],
    editing: null,
    idle: false,
  }
  let known: readonly PresenceState[] | null = null
  let activeAt = now()
  const listeners = new Set<() => void>()
  const throttle = openThrottle(now, () => {
    awareness.setLocalStateField('presence', mine)
  })

  const changed = (_change: unknown, origin: unknown) => {
    if (origin === 'local') return
    known = null
    for (const listener of [...listeners]) listener()
  }
  const rest = setInterval(() => {
    if (mine.idle || now() - activeAt < idleAfterMs) return
    mine = { ...mine, idle: true }
    throttle.ask()
  }, checkIdleEveryMs)

  awareness.setLocalStateField('person', person)
  throttle.ask()
  awareness.on('change', changed)
  return {
    others: () => {
      known ??= [...awareness.getStates()].flatMap(([clientId, state]) =>
        clientId === awareness.clientID ? [] : (parsePresence(clientId, state) ?? []),
      )
      return known
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    set: (patch) => {
      activeAt = now()
      mine = { ...mine, ...patch, idle: false }
      throttle.ask()
    },
    dispose: () => {
      clearInterval(rest)
      throttle.dispose()
      listeners.clear()
      awareness.off('change', changed)
      awareness.setLocalState(null)
    },
  }
}
