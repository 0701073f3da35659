import type { Outcome } from '@weft/kernel'
import type { CloseName } from '@weft/sync-protocol'
import type { Admission, Connection } from './connection.ts'

/** Asks again whether an open connection may stay, and as what. */
export interface Readmission {
  ask(): void
  /** Asks when the session should have ended. */
  askWhenOver(nowMs: number): void
}

/** What asking again works with. */
export interface ReadmissionSettings {
  readonly connection: Connection
  /** Anew from the session the socket was opened with. */
  readonly admit: () => Promise<Outcome<Admission>>
  /** Asks a client that may edit from now on for what it holds. */
  readonly greet: (connection: Connection) => void
  readonly onFailure: (message: string, cause: unknown) => void
}

function verdictOf(connection: Connection, admission: Outcome<Admission>): CloseName | null {
  if (!admission.ok) {
    return admission.failure.code === 'request.sign-in-first' ? 'session-over' : 'rights-withdrawn'
  }
  const { organisation } = admission.value.person
  return organisation.id === connection.person.organisation.id ? null : 'rights-changed'
}

/** Opens the asking of one connection; questions do not overlap, so the newest answer is the one that stays. */
export function openReadmission(settings: ReadmissionSettings): Readmission {
  const { connection, admit, greet, onFailure } = settings
  let asking = false
  let questions = 0

  const apply = (admission: Outcome<Admission>): void => {
    const verdict = verdictOf(connection, admission)
    if (verdict) connection.close(verdict)
    if (verdict || !admission.ok) return
    const couldEdit = connection.mayEdit
    connection.readmit(admission.value)
    if (connection.mayEdit && !couldEdit) greet(connection)
  }
  const askUntilStill = async (): Promise<void> => {
    for (;;) {
      const before = questions
      apply(await admit())
      if (questions === before) return
    }
  }
  const ask = (): void => {
    questions += 1
    if (asking) return
    asking = true
    askUntilStill()
      .catch((cause: unknown) => {
        // Who cannot be asked about does not stay; coming back is checked like any arrival.
        onFailure('Rights could not be read again', cause)
        connection.close('store-failed')
      })
      .finally(() => {
        asking = false
      })
  }
  return {
    ask,
    askWhenOver: (nowMs) => {
      if (nowMs >= connection.endsAt) ask()
    },
  }
}
