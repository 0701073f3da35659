import type { CloseName } from '@weft/sync-protocol'
import { type ConnectionEvent, type ConnectionState } from './connection-status.ts'
/** How the workspace stands with its server, as the interface says it. */
export interface WorkspaceStatus {
  readonly state: ConnectionState
  /** Why the server refused, when it did; null also when the code is none of ours. */
  readonly reason: CloseName | null
  /** Edits the server has not yet said to be stored; they are kept here and sent when it returns. */
  readonly pendingEdits: number
  /** Whether the server takes this window's edits, once it has said so; null until then. */
  readonly mayEdit: boolean | null
}
/** The status of one connection, and who listens to it. */
export interface StatusBoard {
  readonly read: () => WorkspaceStatus
  readonly onChange: (listener: () => void) => () => void
  readonly tell: (event: ConnectionEvent, pendingEdits: number, reason?: CloseName | null) => void
  readonly tellRights: (mayEdit: boolean) => void
  readonly dispose: () => void
}
/** Opens the status of a connection that is being made. */
export declare function openStatusBoard(): StatusBoard
