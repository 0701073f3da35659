import type { Outcome } from '@weft/kernel'
import type { WebSocket } from 'ws'
import type { RightsChange } from '../rights-board.ts'
import { closeHints } from './close-hints.ts'
import type { HintAdmission } from './open-hint-hub.ts'

/** Somebody who is told when there is something new in a workspace. */
export interface HintListener {
  readonly workspace: string
  readonly socket: WebSocket
  /** As it was read last. */
  admission: HintAdmission
  /** Asks anew whether they may listen, from the session the socket was opened with. */
  readonly again: () => Promise<Outcome<HintAdmission>>
}

/** A hint says that something changed, never what: it is read over the API, which checks who asks. */
const hint = (changed: 'discussion' | 'rights'): string => JSON.stringify({ changed })

/** Bytes waiting for a listener who takes nothing, beyond which it is let go. */
const mostWaiting = 64 * 1024

interface Settings {
  readonly onFailure: (message: string, cause: unknown) => void
  readonly mostPerPerson: number
}

function concerns(change: RightsChange, { workspace, admission }: HintListener): boolean {
  return (
    (change.person ?? admission.person) === admission.person &&
    (change.organisation ?? admission.organisation) === admission.organisation &&
    (change.document ?? workspace) === workspace
  )
}

function send({ socket }: HintListener, changed: 'discussion' | 'rights'): void {
  if (socket.bufferedAmount > mostWaiting) socket.terminate()
  else socket.send(hint(changed))
}

/** Opens an empty list of listeners. */
export function openListeners({ onFailure, mostPerPerson }: Settings) {
  const listeners = new Set<HintListener>()
  let changes = 0
  const ask = (listener: HintListener, tells = true): void => {
    listener
      .again()
      .then((admission) => {
        if (!admission.ok) closeHints(listener.socket, admission.failure)
        else if (admission.value.organisation !== listener.admission.organisation)
          closeHints(listener.socket, 'rights-changed')
        else {
          listener.admission = admission.value
          if (tells) send(listener, 'rights')
        }
      })
      .catch((cause: unknown) => {
        // Who cannot be asked about does not stay; coming back is checked like any arrival.
        onFailure('Rights of a listener could not be read again', cause)
        closeHints(listener.socket, 'store-failed')
      })
  }
  return {
    /** Adds a listener, in place of the oldest of the same person when there are too many; gives the way out. */
    add: (listener: HintListener): (() => void) => {
      const mine = [...listeners].filter(
        ({ workspace, admission }) =>
          workspace === listener.workspace && admission.person === listener.admission.person,
      )
      if (mine.length >= mostPerPerson && mine[0]) {
        closeHints(mine[0].socket, 'too-fast')
        listeners.delete(mine[0])
      }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask,
    said: (workspace: string): void => {
      for (const listener of listeners)
        if (listener.workspace === workspace) send(listener, 'discussion')
    },
    rightsChanged: (change: RightsChange): void => {
      changes += 1
      for (const listener of listeners) if (concerns(change, listener)) ask(listener)
    },
    askWhenOver: (nowMs: number): void => {
      for (const listener of listeners) if (nowMs >= listener.admission.endsAt) ask(listener, false)
    },
    changes: (): number => changes,
    count: (): number => listeners.size,
  }
}
