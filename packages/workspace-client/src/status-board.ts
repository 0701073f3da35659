import type { CloseName } from '@weft/sync-protocol'
import {
  nextConnectionState,
  type ConnectionEvent,
  type ConnectionState,
} from './connection-status.ts'

/** How the workspace stands with its server, as the interface says it. */
export interface WorkspaceStatus {
  readonly state: ConnectionState
  /** Why the server refused, when it did; null also when the code is none of ours. */
  readonly reason: CloseName | null
  /** Edits the server has not yet said to be stored; they are kept here and sent when it returns. */
  readonly pendingEdits: number
  /** Whether the server takes this window's edits, once it has said so; null until then. */
  readonly mayEdit: boolean | null
  /** The server has edits that its store does not take just now; it tries again by itself. */
  readonly isHolding: boolean
  /** Stored edits that were found damaged and put aside: the document was opened without them. */
  readonly damagedEdits: number
}

/** The status of one connection, and who listens to it. */
export interface StatusBoard {
  readonly read: () => WorkspaceStatus
  readonly onChange: (listener: () => void) => () => void
  readonly tell: (event: ConnectionEvent, pendingEdits: number, reason?: CloseName | null) => void
  readonly tellRights: (mayEdit: boolean) => void
  readonly tellCondition: (isHolding: boolean, damagedEdits: number) => void
  readonly dispose: () => void
}

/** Opens the status of a connection that is being made. */
export function openStatusBoard(): StatusBoard {
  let status: WorkspaceStatus = {
    state: 'connecting',
    reason: null,
    pendingEdits: 0,
    mayEdit: null,
    isHolding: false,
    damagedEdits: 0,
  }
  const listeners = new Set<() => void>()
  const become = (next: WorkspaceStatus) => {
    status = next
    for (const listener of [...listeners]) listener()
  }
  return {
    read: () => status,
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell: (event, pendingEdits, reason) => {
      const state = nextConnectionState[status.state][event]
      const why = state === 'refused' ? (reason === undefined ? status.reason : reason) : null
      if (state === status.state && why === status.reason && pendingEdits === status.pendingEdits) {
        return
      }
      become({ ...status, state, reason: why, pendingEdits })
    },
    tellRights: (mayEdit) => {
      if (mayEdit !== status.mayEdit) become({ ...status, mayEdit })
    },
    tellCondition: (isHolding, damagedEdits) => {
      if (isHolding === status.isHolding && damagedEdits === status.damagedEdits) return
      become({ ...status, isHolding, damagedEdits })
    },
    dispose: () => {
      listeners.clear()
    },
  }
}
