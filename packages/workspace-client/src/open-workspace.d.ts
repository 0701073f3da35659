import { type WorkspaceDocument } from '@weft/documents'
import type { Clock, Random } from '@weft/kernel'
import { Awareness } from 'y-protocols/awareness'
import { type Presence } from './open-presence.ts'
import type { PresencePerson } from './presence-state.ts'
import type { WorkspaceStatus } from './status-board.ts'
/** A workspace open in this window. */
export interface WorkspaceClient {
  readonly document: WorkspaceDocument
  readonly presence: Presence
  readonly status: {
    read(): WorkspaceStatus
    onChange(listener: () => void): () => void
  }
  /** For text editors that show others' cursors. */
  readonly awareness: Awareness
  /** Tries again after a refusal, for instance once the person has signed in. */
  reconnect(): void
  dispose(): void
}
/** What a workspace needs from outside. */
export interface WorkspaceOptions {
  /** The address of the sync hub, without the room: `wss://space.example/sync`. */
  readonly url: string
  /** The workspace's identifier. */
  readonly room: string
  /** Under which name this browser keeps a copy, one for each person and document; no copy when not given. */
  readonly copy?: string | undefined
  /** The copy belonged to a document the server no longer has; it is gone, and opening again starts clean. */
  readonly onOtherDocument?: (() => void) | undefined
  readonly person: PresencePerson
  readonly random: Random
  readonly now: Clock
  /** The socket class; the browser's own when not given. */
  readonly socket?: typeof WebSocket
  /** Warned before it is left while edits wait; the browser's window when not given. */
  readonly page?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined
}
/** Opens a workspace: its document, kept in step with the server, and who else is here. */
export declare function openWorkspace(options: WorkspaceOptions): WorkspaceClient
